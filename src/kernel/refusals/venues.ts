import type { RefusalRow } from "./row.js";

/** Rooms, who is let in, and what happens on site. */
export const VENUES = {
  "name-taken": { status: 409, zh: "名称“{name}”已经有了。", en: "The name “{name}” is taken." },
  "venue-in-use": { status: 409, zh: "该场所还有{count}间在用房间，先逐间停用。", en: "{count} rooms of this venue are in use: retire them first." },
  "seat-twice": { status: 422, zh: "{seat}号座位出现了两次。", en: "Seat {seat} stands twice." },
  "room-changed": { status: 412, zh: "房间信息已由他人修改（第{version}版），请核对后重新填写。", en: "Somebody changed this room meanwhile (version {version}): look at it and say it again." },
  "room-booked-ahead": { status: 409, zh: "{room}还有{count}次未结束的预订，不能停用。", en: "{count} bookings of {room} are not over: it cannot be retired." },
  "booking-span": { status: 422, zh: "结束时间应当晚于开始时间。", en: "A booking ends after it begins." },
  "booking-too-long": { status: 422, zh: "一次预订不超过{hours}小时；评标跨日的，逐日预订。", en: "A booking is of {hours} hours at most; an evaluation of several days books each." },
  "booking-past": { status: 422, zh: "开始时间已过（现在是{now}）。", en: "It begins in the past: now is {now}." },
  "room-twice": { status: 422, zh: "同一房间选了两次。", en: "A room is asked for twice." },
  "room-retired": { status: 409, zh: "{room}已经停用。", en: "{room} is retired." },
  "room-kind": { status: 422, zh: "{room}是{kind}，不能用于{purpose}。", en: "{room} is a room of another kind ({kindEn}) than this serves: {purposeEn}." },
  "booking-host": { status: 422, zh: "应当有主场房间，且都在同一场所。", en: "There are rooms at the host venue, all of one venue." },
  "guest-not-here": { status: 422, zh: "只有评标可以设副场。", en: "Only an evaluation has guest venues." },
  "guest-at-host": { status: 422, zh: "{room}与主场在同一场所，不是副场。", en: "{room} is at the host venue: that is no guest." },
  "room-too-small": { status: 422, zh: "预计{people}人，座位只有{seats}个。", en: "{people} people are expected, and there are {seats} seats." },
  "booking-misses-opening": { status: 422, zh: "开标时间{opensAt}不在预订的时间之内。", en: "The bids are opened at {opensAt}, which is outside this booking." },
  "room-taken": { status: 409, zh: "{room}自{from}至{until}（含预留的清场时间）已被预订。", en: "{room} is held from {from} to {until}, with the minutes kept free after it." },
  "site-witness-unknown": { status: 422, zh: "{witness}不是交易中心工作人员或者公证人员，不能担任见证。", en: "{witness} is neither staff of the exchange nor a notary and cannot witness." },
  "booking-cancelled": { status: 409, zh: "该预订已于{cancelledAt}取消。", en: "This booking was cancelled at {cancelledAt}." },
  "committee-not-seated": { status: 409, zh: "评标委员会尚未组建。", en: "The committee is not seated yet." },
  "seat-label": { status: 422, zh: "{label}不是本标段评标委员会的成员牌号。", en: "{label} is no member of this lot’s committee." },
  "seat-missing": { status: 422, zh: "预订的房间没有{seat}号座位。", en: "The booked rooms have no such seat: {seat}." },
  "seat-taken": { status: 409, zh: "{label}或者{seat}号座位已经排过。", en: "{label}, or seat {seat}, stands twice." },
} as const satisfies Record<string, RefusalRow>;
