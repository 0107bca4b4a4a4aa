import type { Contact, FlowStep, GuideCharge, GuideMaterial, Place } from "../../schemas/item-guide.ts";
import { type Message, message } from "../../schemas/message.ts";
import { materialFormats, materialNecessities, materialTypes, resultTypes } from "./guide-words.ts";
import type { WholeGuide } from "./item-guide.ts";
import { limitText } from "./limit-text.ts";

/** The lines of one element of a guide, as people read them; empty while the centre has not said it. */
type Element = (whole: WholeGuide) => Message[];

const present = <T>(value: T | null): T[] => (value === null ? [] : [value]);

const same = (text: string): Message => message(text, text);

const joined = (texts: readonly Message[]): Message =>
  message(texts.map(({ zh }) => zh).join("，"), texts.map(({ en }) => en).join(", "));

/** A text with what is said of it in brackets, where something is. */
const withNotes = ({ zh, en }: Message, notes: readonly Message[]): Message => {
  const { zh: inZh, en: inEn } = joined(notes);
  return notes.length === 0 ? message(zh, en) : message(`${zh}（${inZh}）`, `${en} (${inEn})`);
};

const none: Message = message("无", "none");

/** A list, or the word for none when it is known to be empty. */
const listed = <T>(entries: readonly T[] | null, line: (entry: T, index: number) => Message): Message[] =>
  entries?.length === 0 ? [none] : (entries ?? []).map(line);

const copiesOf = (copies: number | null): Message[] =>
  present(copies).map((count) => message(`${count}份`, count === 1 ? "1 copy" : `${count} copies`));

const materialLine = (material: GuideMaterial, index: number): Message => {
  const { zh, en } = withNotes(material.name, [
    materialTypes[material.type],
    materialFormats[material.format],
    ...copiesOf(material.copies),
    materialNecessities[material.necessity],
  ]);
  return message(`${index + 1}. ${zh}`, `${index + 1}. ${en}`);
};

const stepLine = ({ name, post, person, limit }: FlowStep, index: number): Message => {
  const notes = [...present(post), ...present(person).map(same), ...present(limit).map(limitText)];
  const { zh, en } = withNotes(name, notes);
  return message(`${index + 1}. ${zh}`, `${index + 1}. ${en}`);
};

const contactLine = ({ name, phone, url }: Contact): Message => {
  const reach = [phone, url].filter((each) => each !== null).join(" ");
  return reach === "" ? name : message(`${name.zh} ${reach}`, `${name.en} ${reach}`);
};

const placeLine = ({ name, address, hours }: Place): Message =>
  withNotes(name, [...present(address), ...present(hours)]);

const limitLines = (limit: WholeGuide["item"]["limits"]["promised"], note: Message | null): Message[] =>
  present(limit).map((each) => withNotes(limitText(each), present(note)));

const officerLines = (steps: readonly FlowStep[] | null): Message[] =>
  (steps ?? [])
    .filter(({ post, person }) => post !== null || person !== null)
    .map(({ name, post, person }) => {
      const who = joined([...present(post), ...present(person).map(same)]);
      return message(`${name.zh}：${who.zh}`, `${name.en}: ${who.en}`);
    });

const feeBasisLines = (charge: GuideCharge | null): Message[] => {
  if (charge === null) return [];
  if (charge.kind === "free") return [charge.basis];
  return charge.fees.map(({ name, basis }) => message(`${name.zh}：${basis}`, `${name.en}: ${basis}`));
};

const feeStandardLines = (charge: GuideCharge | null): Message[] => {
  if (charge === null) return [];
  if (charge.kind === "free") return [message("不收费", "free of charge")];
  return charge.fees.map(({ name, standard, reduction }) => {
    const { zh, en } = withNotes(standard, present(reduction));
    return message(`${name.zh}：${zh}`, `${name.en}: ${en}`);
  });
};

/** Every element a disclosure may be filled by, and its lines. Names of laws stay in Chinese, as they are cited. */
export const guideElements = {
  name: ({ item }) => [item.name],
  basis: ({ item }) => [same(item.basis)],
  "applies-to": ({ guide }) => present(guide.basic.appliesTo),
  conditions: ({ guide }) => listed(guide.basic.conditions, (condition) => condition),
  materials: ({ guide }) => listed(guide.materials, materialLine),
  flow: ({ guide }) => listed(guide.basic.flow, stepLine),
  promised: ({ guide, item }) => limitLines(item.limits.promised, guide.basic.promisedNote),
  statutory: ({ guide, item }) => limitLines(item.limits.statutory, guide.basic.statutoryNote),
  "fee-basis": ({ guide }) => feeBasisLines(guide.charge),
  "fee-standard": ({ guide }) => feeStandardLines(guide.charge),
  result: ({ guide: { extension } }) =>
    present(extension.result).map(({ name, type }) => withNotes(name, [resultTypes[type]])),
  supervision: ({ guide }) => (guide.basic.supervision ?? []).map(contactLine),
  contacts: ({ guide }) => (guide.basic.contacts ?? []).map(contactLine),
  places: ({ guide }) => (guide.basic.places ?? []).map(placeLine),
  officers: ({ guide }) => officerLines(guide.basic.flow),
  "quantity-limits": ({ guide }) => listed(guide.extension.quantityLimits, (each) => each),
} as const satisfies Readonly<Record<string, Element>>;

/** The name of an element a disclosure may be filled by. */
export type GuideElement = keyof typeof guideElements;
