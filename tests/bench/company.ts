import { readFileSync } from "node:fs";

const sample = JSON.parse(
  readFileSync(new URL("../fixtures/company-registration/sails-through.json", import.meta.url), "utf8"),
) as { name: { tradeName: string } };

/** Characters trade names are made of here: harmless, standard, and enough for 24^5 names. */
const CHARACTERS = [..."淮畔云帆珠城涂禹荆龙湖蚌山晨曦启元恒泰嘉禾瑞景"];

/** A trade name of five characters that no other number gives. */
export const tradeNameOf = (n: number): string => {
  let rest = n;
  let name = "";
  for (let place = 0; place < 5; place += 1) {
    name += CHARACTERS[rest % CHARACTERS.length];
    rest = Math.floor(rest / CHARACTERS.length);
  }
  return name;
};

/** The sample form under a name of its own. */
export const companyForm = (n: number): Record<string, unknown> => ({
  ...sample,
  name: { ...sample.name, tradeName: tradeNameOf(n) },
});
