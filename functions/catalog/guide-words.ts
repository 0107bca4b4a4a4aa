import type { Procedure } from "../../schemas/answers.ts";
import type {
  ApplicationWay,
  BodyType,
  GuideExtension,
  GuideMaterial,
  HandlingArea,
  ItemKind,
  PowerLevel,
  PowerSource,
  ResultType,
  ServedPerson,
} from "../../schemas/item-guide.ts";
import { type Message, message } from "../../schemas/message.ts";

type Words<Word extends string> = Readonly<Record<Word, Message>>;

/** 行使层级. */
export const powerLevels: Words<PowerLevel> = {
  national: message("国家级", "state"),
  provincial: message("省级", "province"),
  municipal: message("市级", "city"),
  county: message("县级", "county"),
  township: message("乡镇（街道）级", "town"),
  village: message("村（社区）级", "village"),
};

/** 办件类型. */
export const itemKinds: Words<ItemKind> = {
  immediate: message("即办件", "decided on the spot"),
  promised: message("承诺件", "decided within a promised time"),
  reported: message("上报件", "passed up to a higher level"),
  joint: message("联办件", "handled jointly"),
  replied: message("答复件", "answered"),
  assisted: message("代办件", "handled on behalf of the applicant"),
};

/** 审批结果类型. */
export const resultTypes: Words<ResultType> = {
  certificate: message("出证办结", "ends with a certificate"),
  approval: message("审批办结", "ends with an approval"),
  document: message("出文办结", "ends with a document"),
  other: message("其他", "other"),
};

/** 权力来源. */
export const powerSources: Words<PowerSource> = {
  "by-law": message("法定本级行使", "this level's by law"),
  "passed-down": message("上级下放", "passed down by a higher level"),
  "granted-from-above": message("上级授权", "granted by a higher level"),
  "granted-by-peer": message("同级授权", "granted by the same level"),
  "entrusted-from-above": message("上级委托", "entrusted by a higher level"),
  "entrusted-by-peer": message("同级委托", "entrusted by the same level"),
};

/** 实施主体性质. */
export const bodyTypes: Words<BodyType> = {
  statutory: message("法定机关", "organ by law"),
  authorized: message("授权组织", "organisation the law authorises"),
  entrusted: message("受委托组织", "entrusted organisation"),
};

/** 服务对象. */
export const servedPeople: Words<ServedPerson> = {
  "natural-person": message("自然人", "natural persons"),
  enterprise: message("企业法人", "companies"),
  institution: message("事业法人", "public institutions"),
  "social-organization": message("社会组织法人", "social organisations"),
  "unincorporated-enterprise": message("非法人企业", "unincorporated enterprises"),
  "government-organ": message("行政机关", "government organs"),
  "other-organization": message("其他组织", "other organisations"),
};

/** 办理形式. */
export const applicationWays: Words<ApplicationWay> = {
  counter: message("窗口办理", "at the counter"),
  online: message("网上办理", "online"),
  post: message("快递申请", "by post"),
};

/** 通办范围. */
export const handlingAreas: Words<HandlingArea> = {
  none: message("不通办", "here only"),
  village: message("跨村（社区）", "across villages"),
  township: message("全镇（乡、街道）", "the whole town"),
  county: message("全县", "the whole county"),
  city: message("全市", "the whole city"),
  province: message("全省", "the whole province"),
  country: message("全国", "the whole country"),
};

/** 网上办理深度. */
export const onlineDepths: Words<GuideExtension["onlineDepth"]> = {
  none: message("不支持", "none"),
  information: message("信息公开", "information only"),
  forms: message("表格下载", "forms to download"),
  filing: message("网上申报", "filing"),
  whole: message("全程网办", "the whole procedure"),
};

/** 材料类型. */
export const materialTypes: Words<GuideMaterial["type"]> = {
  original: message("原件", "original"),
  copy: message("复印件", "copy"),
  either: message("原件或复印件", "original or copy"),
};

/** 材料形式. */
export const materialFormats: Words<GuideMaterial["format"]> = {
  paper: message("纸质", "on paper"),
  electronic: message("电子", "electronic"),
  either: message("纸质或电子", "on paper or electronic"),
};

/** 材料必要性. */
export const materialNecessities: Words<GuideMaterial["necessity"]> = {
  required: message("必要", "required"),
  conditional: message("符合情形时必要", "required if the case is such"),
  tolerable: message("容缺后补", "may follow later"),
};

/** 来源渠道. */
export const materialSources: Words<GuideMaterial["source"]> = {
  applicant: message("申请人自备", "the applicant"),
  government: message("政府部门核发", "the government"),
  other: message("其他", "others"),
};

/** 特别程序 and others that may hold an item up. @see 行政许可法第四十五条 */
export const procedureNames: Words<Procedure> = {
  hearing: message("听证", "hearing"),
  tender: message("招标", "tender"),
  auction: message("拍卖", "auction"),
  inspection: message("检验", "inspection"),
  testing: message("检测", "testing"),
  quarantine: message("检疫", "quarantine"),
  appraisal: message("鉴定", "appraisal"),
  "expert-review": message("专家评审", "expert review"),
  "site-visit": message("现场踏勘", "site visit"),
  publicity: message("公示", "public notice"),
  consultation: message("征求意见", "consultation"),
};
