import { type Message, message } from "../../schemas/message.ts";
import { constructionDepartments } from "./construction/departments.ts";

/** Whom letters name beside the departments: the centre itself, and who hears an applicant against a department. */
export interface Offices {
  centre: Message;
  /** The body that reconsiders what a department decided (行政复议机关), by the department's id. */
  reconsideration: ReadonlyMap<string, Message>;
}

const cityGovernment = message("蚌埠市人民政府", "the People's Government of Bengbu");

/**
 * The offices of Bengbu. A department of the city is heard by the city's government; tax, which is led from above, by
 * the tax authority of the province; the weather service, led from above as well, by that of the province.
 * @see 行政复议法第二十四条第一款第一项、第二十七条; 气象行政复议办法
 */
export const bengbuOffices: Offices = {
  centre: message("蚌埠市政务服务中心", "Bengbu Government Service Centre"),
  reconsideration: new Map([
    ...constructionDepartments.map(({ id }): [string, Message] => [id, cityGovernment]),
    ["meteorology", message("安徽省气象局", "the Anhui Meteorological Bureau")],
    ["market-regulation", cityGovernment],
    ["quality-supervision", cityGovernment],
    ["emergency-management", cityGovernment],
    [
      "tax",
      message("国家税务总局安徽省税务局", "the Anhui Provincial Tax Service, State Taxation Administration"),
    ],
  ]),
};
