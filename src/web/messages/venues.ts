import type { Language } from "../context.js";

/** The words of the pages of rooms, bookings and what happens on site. */
const zh = {
  title: "场地与现场", lead: "开标厅、评标室、座位的预订和现场情况。同一房间同一时间只能有一个预订，由数据库保证。", day: "日期", show: "查看", before: "前一天", after: "后一天", rooms: "房间", roomsOf: (day: string) => `${day} 房间安排`, free: "空闲", noRooms: "还没有房间。", manage: "管理场地", bookings: "当日预订", none: "当日没有预订。",
  time: "时间", purpose: "用途", project: "项目", where: "房间", people: "人数", state: "状态", live: "有效", cancelled: "已取消", book: "预订", bookLead: "评标室按评标委员会人数预订；远程异地评标的，同时选定副场房间。开标厅的预订应当包含开标时间。",
  lot: "标段（包）", from: "开始（北京时间）", until: "结束（北京时间）", hosts: "主场房间", guests: "副场房间（远程异地评标）", witness: "现场见证人员", noWitness: "未指定", reason: "理由", change: "更改预订", move: "改订", cancel: "取消预订",
  roomsTitle: "场所和房间", roomsLead: "停用的场所和房间保留在记录中，不能再预订。", openVenue: "新增场所", retireVenue: "停用场所", openRoom: "新增房间", changeRoom: "修改房间", retireRoom: "停用房间", name: "名称", address: "地址", kind: "类别", seats: "座位", seatsHint: "每行一个座位或者一段座位号，空格后写监控设备，例如：1-6 球机01", lockers: "储物柜（个）", buffer: "清场时间（分钟）", bufferHint: "每次预订结束后预留，由交易中心自行设置", retired: "已停用", devices: "监控设备", seatCount: (count: number) => `${String(count)} 座`,
  booking: "预订", held: "保留至", seating: "座位安排", seatingLead: "评标委员会成员以牌号（标签）代替姓名：中标结果确定前姓名保密。", seatingNone: "评标委员会组建后才能排座位。", label: "成员牌号", seat: "座位", unseated: "不排", arrange: "保存座位", records: "现场记录", recordsLead: "每条记录含前一条的摘要，摘要同时写入操作记录，由公开日志每小时固定，事后不能改动。", number: "序号", what: "事项", by: "经办", hash: "摘要", back: "返回当日安排",
  hall: "地点", head: "最后一条记录的摘要",
};

const en: typeof zh = {
  title: "Rooms and on site", lead: "Bookings of halls, evaluation rooms and seats, and what happens there. The database holds a room for one booking at a time.", day: "Day", show: "Show", before: "The day before", after: "The day after", rooms: "Room", roomsOf: (day) => `Rooms on ${day}`, free: "free", noRooms: "There are no rooms yet.", manage: "Manage rooms", bookings: "Bookings of the day", none: "Nothing is booked on this day.",
  time: "Time", purpose: "For", project: "Tender", where: "Rooms", people: "People", state: "State", live: "stands", cancelled: "cancelled", book: "Book", bookLead: "An evaluation room is booked for the members of the committee; an evaluation at several venues chooses the guests’ rooms too. A hall is booked for the time at which the bids are opened.",
  lot: "Lot", from: "From (Beijing time)", until: "Until (Beijing time)", hosts: "Rooms at the host venue", guests: "Rooms at guest venues (evaluation at several venues)", witness: "On-site witness", noWitness: "none named", reason: "Reason", change: "Change the booking", move: "Move", cancel: "Cancel the booking",
  roomsTitle: "Venues and rooms", roomsLead: "What is retired stays in the records and is booked no more.", openVenue: "Add a venue", retireVenue: "Retire the venue", openRoom: "Add a room", changeRoom: "Change the room", retireRoom: "Retire the room", name: "Name", address: "Address", kind: "Kind", seats: "Seats", seatsHint: "a seat or a span of seats each line, then a space and the monitoring device, such as: 1-6 camera 01", lockers: "Lockers", buffer: "Minutes kept free", bufferHint: "after each booking; the exchange’s own setting", retired: "retired", devices: "Monitoring devices", seatCount: (count) => `${String(count)} seats`,
  booking: "Booking", held: "held until", seating: "Who sits where", seatingLead: "Members of the committee stand here by their labels: their names are secret until the result.", seatingNone: "Seats are given once the committee is seated.", label: "Member", seat: "Seat", unseated: "no seat", arrange: "Save the seats", records: "What happened", recordsLead: "Each record names the hash of the one before. The hash stands in the audit trail too, which the public log fixes every hour.", number: "No.", what: "What", by: "By", hash: "sha256", back: "Back to the day",
  hall: "Place", head: "Hash of the last record",
};

export type VenueWords = typeof zh;
export const venueWords = (language: Language): VenueWords => (language === "zh" ? zh : en);
