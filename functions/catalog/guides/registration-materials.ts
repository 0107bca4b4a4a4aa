import {
  companyRegistrationMaterials,
  materialReason,
} from "../../../schemas/forms/company-registration-materials.ts";
import type { RegistrationMaterial } from "../../../schemas/forms/registration-material.ts";
import type { GuideMaterial } from "../../../schemas/item-guide.ts";
import { message } from "../../../schemas/message.ts";

const fetched = message(
  "通过政务信息共享取得，申请人不用提交",
  "fetched by sharing; not asked of the applicant",
);

const materialOf = ({
  code,
  name,
  original,
  necessity,
  source,
  when,
  basis,
}: RegistrationMaterial): GuideMaterial => ({
  code,
  name,
  type: original ? "original" : "copy",
  format: "either",
  necessity,
  form: null,
  example: null,
  source,
  sourceNote: source === "government" ? fetched : null,
  copies: null,
  paper: null,
  fillingNote: null,
  acceptedIf: null,
  basis,
  remark: when === undefined ? null : materialReason(when),
});

/** The materials of the joint registration that are used by one department, as its item's guide lists them. */
export const registrationMaterials = (department: RegistrationMaterial["usedBy"][number]): GuideMaterial[] =>
  companyRegistrationMaterials.filter(({ usedBy }) => usedBy.includes(department)).map(materialOf);
