import { type Message, message } from "../../message.ts";
import type { RegistrationMaterial } from "../registration-material.ts";

/**
 * One entry of the list of materials of a construction process (行政许可法第三十条). `when` makes it conditional: it is
 * asked for only where it holds, and `why` says what that is. `tolerable`: it may be promised and follow, always or only
 * in the green channel. `source` as for {@link RegistrationMaterial}.
 */
export interface ConstructionMaterial<Form> {
  code: string;
  name: Message;
  basis: string;
  original: boolean;
  source: RegistrationMaterial["source"];
  when?: (form: Form) => boolean;
  why: Message;
  tolerable?: "always" | "green-channel";
}

/** A material a form needs from the applicant, why, and whether it may follow. */
export interface NeededMaterial {
  code: string;
  name: Message;
  why: Message;
  isTolerable: boolean;
  isTolerableInGreenChannel: boolean;
}

/** Every case of the process hands it in. */
export const everyProject = message("每个项目均须提交", "every project hands it in");

/** The materials of a list that this form needs, each with its reason and basis; what the government has is left out. */
export const neededMaterials = <Form>(
  list: readonly ConstructionMaterial<Form>[],
  form: Form,
): NeededMaterial[] =>
  list
    .filter(({ source, when }) => source === "applicant" && (when === undefined || when(form)))
    .map(({ code, name, why, basis, tolerable }) => ({
      code,
      name,
      why: message(`${why.zh}（${basis}）`, `${why.en} (${basis})`),
      isTolerable: tolerable === "always",
      isTolerableInGreenChannel: tolerable !== undefined,
    }));

/** A list as guides show it. */
export const disclosedMaterials = <Form>(
  list: readonly ConstructionMaterial<Form>[],
): RegistrationMaterial[] =>
  list.map(({ code, name, basis, original, source, when, why, tolerable }) => ({
    code,
    name,
    necessity: when !== undefined ? "conditional" : tolerable === "always" ? "tolerable" : "required",
    original,
    source,
    usedBy: [],
    basis,
    ...(when === undefined ? {} : { condition: why }),
  }));
