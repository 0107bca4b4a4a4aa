import type { InheritedOutput } from "../../schemas/events.ts";
import type { Material } from "../../schemas/materials.ts";
import { type Message, message } from "../../schemas/message.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Form, Precondition, Process, Proof } from "../processes/process.ts";
import { covers, uncovered, worksOf } from "./covering.ts";
import { aboutOutput, countsOn } from "./inherit.ts";
import type { UnmetPrecondition } from "./refusals.ts";
import { valueAt } from "./scope.ts";
import { catalogOn, type World } from "./world.ts";

/** What pre-conditions are held against: the form, all its materials that stand, and the outputs its project has. */
export interface Grounds {
  form: Form;
  materials: readonly Pick<Material, "code">[];
  outputs: readonly Pick<InheritedOutput, "item" | "name" | "expiresOn" | "works">[];
}

type OutputProof = Extract<Proof, { kind: "output" }>;

/** What of the project meets a proof for some works or other. */
const sourcesFor = ({ outputs }: Grounds, { item, name }: OutputProof, on: IsoDate) =>
  outputs.filter((each) => each.item === item && each.name === name && countsOn(each, on));

/** An output of the works meets a pre-condition only where there is one for each of the works the case is about. */
const isProved = (process: Process, grounds: Grounds, proof: Proof, on: IsoDate): boolean => {
  const { form, materials } = grounds;
  switch (proof.kind) {
    case "output":
      return covers(
        sourcesFor(grounds, proof, on),
        aboutOutput(process, proof.item, proof.name),
        worksOf(process, form),
      );
    case "material":
      return materials.some(({ code }) => code === proof.code);
    case "day": {
      const day = valueAt(form, proof.path);
      return typeof day === "string" && day !== "" && day <= on;
    }
  }
};

/** The process of which an item yields an output, in whatever mode. */
const sourceOf = ({ processes }: World, item: string, name: string): Process | undefined =>
  [...processes.values()].find(({ stages }) =>
    stages.some(({ items }) =>
      items.some(
        (entry) =>
          entry.item === item &&
          Object.values(entry.parts ?? {}).some(({ yields = [] }) => yields.includes(name)),
      ),
    ),
  );

/** Of which works there is none yet, where others have theirs. */
const lackingWorks = (process: Process, grounds: Grounds, proof: OutputProof, on: IsoDate): Message => {
  const sources = sourcesFor(grounds, proof, on);
  const lacking = uncovered(sources, worksOf(process, grounds.form)).join("、");
  if (sources.length === 0 || lacking === "") return message("", "");
  return message(`（单体${lacking}）`, ` for ${lacking}`);
};

/** What the applicant can do to meet a proof: hand in a material, finish an earlier phase, or wait for a day. */
const remedyOf = (world: World, process: Process, grounds: Grounds, proof: Proof, on: IsoDate): Message => {
  const { form } = grounds;
  switch (proof.kind) {
    case "output": {
      const lacking = lackingWorks(process, grounds, proof, on);
      const label = catalogOn(world, on).outputs.get(proof.name)?.label ?? message(proof.name, proof.name);
      const source = sourceOf(world, proof.item, proof.name)?.name;
      return source === undefined
        ? message(`先取得${label.zh}${lacking.zh}`, `obtain ${label.en} first${lacking.en}`)
        : message(
            `先办结“${source.zh}”，取得${label.zh}${lacking.zh}`,
            `finish ${source.en}, which gives ${label.en}${lacking.en}`,
          );
    }
    case "material": {
      const { code } = proof;
      const known = [...process.requiredMaterials(form, on), ...process.disclosure.materials];
      const name = known.find((each) => each.code === code)?.name ?? message(code, code);
      return message(`上传${name.zh}`, `upload ${name.en}`);
    }
    case "day": {
      const { path } = proof;
      const label =
        process.disclosure.fields.find((each) => each.path === path)?.label ?? message(path, path);
      return message(`${label.zh}不晚于今天时再申报`, `file once ${label.en} is not ahead any more`);
    }
  }
};

const unmetOf = (
  world: World,
  process: Process,
  grounds: Grounds,
  { id, name, basis, by }: Precondition,
  on: IsoDate,
): UnmetPrecondition => {
  const remedies = by.map((proof) => remedyOf(world, process, grounds, proof, on));
  const remedy = message(
    remedies.map(({ zh }) => zh).join("，或"),
    remedies.map(({ en }) => en).join(", or "),
  );
  return { id, name, basis, by, remedy };
};

/**
 * The pre-conditions (前置条件) of a process that are not met on a day, each with its basis and its remedy. Until all are,
 * nothing is accepted and no clock begins.
 */
export const unmetPreconditions = (
  world: World,
  process: Process,
  grounds: Grounds,
  on: IsoDate,
): UnmetPrecondition[] =>
  (process.preconditions ?? [])
    .filter(({ by }) => !by.some((proof) => isProved(process, grounds, proof, on)))
    .map((precondition) => unmetOf(world, process, grounds, precondition, on));
