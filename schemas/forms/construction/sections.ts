import type * as z from "zod";
import { divisions } from "../../codes/division.ts";
import { projectCodeSchema } from "../../codes/project-code.ts";
import { isUscc } from "../../codes/uscc.ts";
import { message } from "../../message.ts";
import {
  choiceField,
  codeField,
  countField,
  fenField,
  phoneField,
  rows,
  section,
  textField,
} from "../form-field.ts";
import { personSection } from "../identity.ts";
import {
  buildingNatures,
  landSupplies,
  projectClasses,
  projectUses,
  shelterObstacles,
  triggers,
} from "./choices.ts";
import { fieldLabel as label, type Unit } from "./fields.ts";
import { flagField } from "./flag-field.ts";

/** The largest floor area of a building: a square kilometre, in square decimetres. */
const MAX_BUILDING = 100_000_000;
const MAX_LAND = 10_000_000_000;

/** An area in whole square decimetres: 1 m² is 100. */
export const areaField = (path: Parameters<typeof label>[0], min = 0) =>
  countField(label(path), { min, max: MAX_BUILDING });

const placesOfConstruction: ReadonlySet<string> = new Set(
  divisions.filter(({ level }) => level !== "province").map(({ code }) => code),
);

const boundaries = section(message("用地四至", "boundaries"), {
  east: textField(label("project.boundaries.east")),
  south: textField(label("project.boundaries.south")),
  west: textField(label("project.boundaries.west")),
  north: textField(label("project.boundaries.north")),
});

const parcel = section(label("project.land"), {
  use: choiceField(label("project.land[].use"), projectUses),
  squareDecimetres: countField(label("project.land[].squareDecimetres"), { min: 1, max: MAX_LAND }),
});

/**
 * The project (项目), the same in all three forms: what departments, materials and fees follow from. `triggers` are
 * circumstances that call a department in; an empty list says that there are none.
 */
const project = section(message("项目信息", "project"), {
  code: projectCodeSchema,
  name: textField(label("project.name"), 100),
  class: choiceField(label("project.class"), projectClasses),
  address: textField(label("project.address"), 200),
  division: codeField(label("project.division"), (code) => placesOfConstruction.has(code), "340303"),
  boundaries,
  landSupply: choiceField(label("project.landSupply"), landSupplies),
  land: rows(label("project.land"), parcel, { min: 1, max: 20 }),
  investmentFen: fenField(label("project.investmentFen")),
  inPark: flagField(label("project.inPark")),
  isNonProfit: flagField(label("project.isNonProfit")),
  inErosionArea: flagField(label("project.inErosionArea")),
  shelterObstacle: choiceField(label("project.shelterObstacle"), shelterObstacles).optional(),
  triggers: rows(label("project.triggers"), choiceField(label("project.triggers"), triggers), {
    min: 0,
    max: Object.keys(triggers).length,
  }),
});

/** Without a colon or a comma, which part the keys made of it. */
const isWorksId = (id: string): boolean => /^[0-9A-Z#][0-9A-Z#-]{0,15}$/.test(id);

const singleWorks = section(label("works"), {
  id: codeField(label("works[].id"), isWorksId, "1#"),
  name: textField(label("works[].name"), 60),
  use: choiceField(label("works[].use"), projectUses),
  nature: choiceField(label("works[].nature"), buildingNatures),
  storeys: countField(label("works[].storeys"), { min: 0, max: 300 }),
  foundationMillimetres: countField(label("works[].foundationMillimetres"), { min: 0, max: 200_000 }),
  groundFloorSquareDecimetres: areaField("works[].groundFloorSquareDecimetres"),
  aboveGroundSquareDecimetres: areaField("works[].aboveGroundSquareDecimetres"),
  floorSquareDecimetres: areaField("works[].floorSquareDecimetres"),
  shelterBuiltSquareDecimetres: areaField("works[].shelterBuiltSquareDecimetres"),
});

/** Each of the works is reserved on its own, and a correction may exchange them all in one write of at most 100 items. */
const MAX_WORKS = 30;

/** The single works (单体) of a project the case is about, with the figures of their planning permit. */
const works = rows(label("works"), singleWorks, { min: 1, max: MAX_WORKS });

/** One unit that has a part in the works, by name and unified social credit code. */
export const unit = (of: Unit) =>
  section(message(label(`units.${of}.name`).zh.replace(/名称$/, ""), label(`units.${of}.name`).en), {
    name: textField(label(`units.${of}.name`), 120),
    uscc: codeField(label(`units.${of}.uscc`), isUscc, "91340300PDY00001XC"),
  });

/** The person who acts for the builder (经办人). Personal data. */
const contact = personSection(
  message("经办人", "contact person"),
  {
    name: label("contact.name"),
    idType: label("contact.idType"),
    idNumber: label("contact.idNumber"),
  },
  { phone: phoneField(label("contact.phone")) },
);

/** What every construction form begins with. */
export const sharedSections = { project, works, contact } as const;

/** What all three forms have in common, read. */
export type ConstructionForm = z.infer<ReturnType<typeof z.strictObject<typeof sharedSections>>> & {
  units: { builder: { name: string; uscc: string } };
};
