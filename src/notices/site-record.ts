import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { code, column, compose, count, fact, facts, note, section, table, text, time, type Common } from "./blocks.js";
import type { Named, NoticeRecord } from "./record.js";

/** What happened on site while a lot was opened or judged, as far as its record went. Members of a committee stand in it by their labels. */
export type SiteRecordFacts = {
  readonly lot: Named;
  readonly booking: string; readonly purpose: string; readonly siteWitness: string | null;
  readonly from: Instant; readonly until: Instant;
  readonly rooms: readonly { readonly name: string; readonly venue: string; readonly address: string; readonly part: string; readonly seats: number; readonly devices: string }[];
  readonly seats: readonly { readonly label: string; readonly room: string; readonly seat: number; readonly device: string | null }[];
  /** Who came in, went out or was turned away; `what` in words. */
  readonly door: readonly { readonly at: Instant; readonly what: string; readonly detail: string; readonly by: string }[];
  readonly notes: readonly { readonly at: Instant; readonly text: string; readonly by: string }[];
  readonly recordings: readonly { readonly reference: string; readonly room: string; readonly from: Instant; readonly until: Instant; readonly sha256: string | null }[];
  /** How long recordings are kept, in words. */
  readonly keep: string;
  readonly incidents: readonly { readonly at: Instant; readonly what: string; readonly disposal: string | null; readonly by: string | null }[];
  readonly pauses: readonly { readonly from: Instant; readonly until: Instant | null }[];
  /** Bookings, moves and everything else that is in none of the sections above. */
  readonly others: readonly { readonly at: Instant; readonly what: string; readonly detail: string; readonly by: string }[];
  readonly records: number; readonly head: string; readonly lotCode: string;
};

const LAW = "《中华人民共和国招标投标法》第三十八条";

/** 现场见证记录, for those who read the evaluation's papers. Law: 招标投标法 38; a procurement: 87号令 39, 45, 66. */
export const siteRecord = (common: Common, given: SiteRecordFacts): Result<NoticeRecord> =>
  compose(common, { type: "site-record", title: "现场见证记录", law: LAW, terms: { v: "site-record/1", lot: given.lotCode, booking: given.booking, records: given.records, head: given.head }, sections: [
    section("一、场地", "1. Where", facts(
      fact("标段（包）", "Lot", text(given.lot.name)), fact("标段（包）编号", "Lot code", code(given.lot.code)), fact("预订编号", "Booking", code(given.booking)), fact("用途", "For", text(given.purpose)),
      fact("开始时间", "From", time(given.from)), fact("结束时间", "Until", time(given.until)), fact("现场见证人员", "On-site witness", text(given.siteWitness)),
    ), table(null, [column("房间", "Room", 20), column("场所", "Venue", 20), column("地址", "Address", 26), column("主场（副场）", "Part", 12), column("座位", "Seats", 8, "right"), column("监控设备", "Devices", 14)],
      given.rooms.map((each) => [text(each.name), text(each.venue), text(each.address), text(each.part), count(each.seats, ""), text(each.devices)]))),
    section("二、座位", "2. Seats", table(null, [column("成员牌号", "Member", 44), column("房间", "Room", 24), column("座位", "Seat", 12, "right"), column("监控设备", "Device", 20)],
      given.seats.map((each) => [code(each.label), text(each.room), count(each.seat, ""), text(each.device)])), note("评标委员会成员以牌号记载；中标结果确定（公告）前名单保密。")),
    section("三、进出登记", "3. The door", table(null, [column("时间", "At", 22), column("事项", "What", 12), column("来人、房间、储物柜", "Who, where, which locker", 48), column("登记人", "By", 18)],
      given.door.map((each) => [time(each.at), text(each.what), text(each.detail), text(each.by)]))),
    section("四、见证记录", "4. Notes", table(null, [column("时间", "At", 22), column("情况", "What was seen", 60), column("见证人员", "By", 18)], given.notes.map((each) => [time(each.at), text(each.text), text(each.by)]))),
    section("五、录音录像", "5. Recordings", table(null, [column("编号", "Number", 18), column("房间", "Room", 14), column("开始", "From", 18), column("结束", "Until", 18), column("文件摘要（SHA-256）", "sha256 of the file", 32)],
      given.recordings.map((each) => [text(each.reference), text(each.room), time(each.from), time(each.until), code(each.sha256)])), note(given.keep)),
    section("六、现场异常", "6. Incidents", table(null, [column("时间", "At", 20), column("情况", "What happened", 36), column("处置", "How it was dealt with", 28), column("处置人", "By", 16)],
      given.incidents.map((each) => [time(each.at), text(each.what), text(each.disposal ?? "尚未处置"), text(each.by)]))),
    section("七、远程连接中断", "7. Links lost", table(null, [column("暂停自", "Paused from", 50), column("恢复于", "Until", 50)], given.pauses.map((each) => [time(each.from), each.until === null ? text("尚未恢复") : time(each.until)]))),
    section("八、预订与其他", "8. Booking", table(null, [column("时间", "At", 22), column("事项", "What", 14), column("内容", "Detail", 46), column("经办人", "By", 18)],
      given.others.map((each) => [time(each.at), text(each.what), text(each.detail), text(each.by)])), facts(fact("现场记录条数", "Records", count(given.records, "条")), fact("最后一条记录摘要（SHA-256）", "sha256 of the last record", code(given.head))),
    note("每条现场记录含前一条的摘要，各条摘要写入操作记录，由公开日志每小时固定。")),
  ] });
