import { registrationMaterial as material, type RegistrationMaterial } from "./registration-material.ts";

const item = (number: string): string => `公司登记管理条例第二十条第二款第${number}项`;

/** The list of materials until 2022-02-28. @see 公司登记管理条例（2016）第二十条至第二十二条 */
export const companyRegistrationMaterials2016: readonly RegistrationMaterial[] = [
  material("application-form", item("一")),
  material("agent-authorization", item("二")),
  material("articles-of-association", item("三"), { usedBy: ["market", "tax"] }),
  material("shareholder-identity", item("四"), { when: "person-shareholder", original: false }),
  material("organization-licence", item("四"), { when: "organization-shareholder", original: false }),
  material("officer-appointment", `${item("五")}、第六项`),
  material("officer-identity", item("六"), { original: false }),
  material("name-pre-approval-notice", item("七"), { source: "government" }),
  material("domicile-proof", item("八"), { original: false, usedBy: ["market", "tax"] }),
  material("pre-approval-document", "公司登记管理条例第二十条第三款、第二十二条", {
    when: "permit-named",
    original: false,
  }),
  material("capital-verification", "公司登记管理条例第二十一条第三款", { when: "subscription" }),
];
