import { type Message, message } from "../../../schemas/message.ts";
import { departmentName } from "./names.ts";
import type { Occasion } from "./occasion.ts";
import { listed } from "./phrases.ts";

const anyBody = message("有管辖权的行政复议机关", "the competent body of reconsideration");

/** Departments by the body that hears an applicant against them. */
const byBody = ({ offices }: Occasion, departments: readonly string[]): Map<Message, string[]> => {
  const bodies = new Map<Message, string[]>();
  for (const department of new Set(departments)) {
    const body = offices.reconsideration.get(department) ?? anyBody;
    bodies.set(body, [...(bodies.get(body) ?? []), department]);
  }
  return bodies;
};

/** 向甲申请; where several bodies are competent, each with the departments it hears. */
const addressed = (occasion: Occasion, departments: readonly string[]): Message => {
  const bodies = [...byBody(occasion, departments)];
  const [only, ...others] = bodies;
  if (only !== undefined && others.length === 0) return message(`向${only[0].zh}`, `to ${only[0].en}`);
  const each = bodies.map(([body, ids]) => {
    const names = listed(ids.map((id) => departmentName(occasion, id)));
    return message(`就${names.zh}的决定向${body.zh}`, `against ${names.en} to ${body.en}`);
  });
  return message(each.map(({ zh }) => zh).join("，"), each.map(({ en }) => en).join(", "));
};

/**
 * How to seek reconsideration (行政复议) and go to court (行政诉讼) against what some departments decided: the body, the
 * time, and the law that gives it.
 *
 * Sixty days and six months are natural time and run from when the decision was or should have been known.
 * @see 行政许可法第三十八条第二款; 行政复议法第二十条; 行政复议法实施条例第十七条; 行政诉讼法第四十六条
 */
export const remediesAgainst = (occasion: Occasion, departments: readonly string[]): Message => {
  const to = addressed(occasion, departments);
  return message(
    `如不服本决定，可以自知道或者应当知道本决定之日起六十日内，依照《中华人民共和国行政复议法》第二十条的规定${to.zh}申请行政复议；也可以自知道或者应当知道本决定作出之日起六个月内，依照《中华人民共和国行政诉讼法》第四十六条的规定，直接向有管辖权的人民法院提起行政诉讼。`,
    `If you do not accept this decision, you may apply ${to.en} for administrative reconsideration within sixty days from the day you knew or should have known of it (Administrative Reconsideration Law, art. 20), or bring an action directly before the competent people's court within six months from the day you knew or should have known that it was made (Administrative Litigation Law, art. 46).`,
  );
};
