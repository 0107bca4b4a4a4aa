import { randomInt } from "node:crypto";

/** Characters of trade names that nobody minds, each in GB 2312, so that every department can write them. */
const characters = [..."溪岚汀洲澜泓滨淼沐涵沁浣漪潇渚桐柏梓楠榆桦枫棠槐竹兰荷菊梅莲萱芷"];

/** Six of them: a thousand million runs; names stay claimed for ever where they were filed. */
const RUN_CHARACTERS = 6;

const runName = Array.from({ length: RUN_CHARACTERS }, () => characters[randomInt(characters.length)]).join(
  "",
);

/** A trade name that this run alone uses, from a short word in Chinese: `淮畔` gives `淮畔溪竹澜梅兰芷`. */
export const tradeName = (word: string): string => `${word}${runName}`;
