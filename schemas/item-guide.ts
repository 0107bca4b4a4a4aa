import * as z from "zod";
import { procedure } from "./answers.ts";
import { limit } from "./limit.ts";

/*
 * The elements of an item guide (办事指南). Names after `@see` are fields of the national exchange tables
 * `up_task_general_basic`, `_extend`, `_material`, `_fee_project` and `_questions`. What follows from the power list
 * (name, basis, department, both limits, status, dates, special procedures the centre excludes) stands there and not here.
 *
 * `null` is what the centre has not said yet. An empty list says that there are none, which is something else.
 */

const text = z.object({ zh: z.string(), en: z.string() });
const said = text.nullable();
const url = z.string().max(300);

/** Where the power is exercised (行使层级): state, province, city, county, township, village. @see use_level */
export const powerLevel = z.enum(["national", "provincial", "municipal", "county", "township", "village"]);
/** See {@link powerLevel}. */
export type PowerLevel = z.infer<typeof powerLevel>;

/** How a case of the item is handled (办件类型): 即办件、承诺件、上报件、联办件、答复件、代办件. @see project_type */
export const itemKind = z.enum(["immediate", "promised", "reported", "joint", "replied", "assisted"]);
/** See {@link itemKind}. */
export type ItemKind = z.infer<typeof itemKind>;

/** How a case ends (审批结果类型): 出证办结、审批办结、出文办结, or none of these. @see result_type */
export const resultType = z.enum(["certificate", "approval", "document", "other"]);
/** See {@link resultType}. */
export type ResultType = z.infer<typeof resultType>;

/** Where a power comes from (权力来源): 法定本级行使、上级下放、上级授权、同级授权、上级委托、同级委托. @see power_source */
export const powerSource = z.enum([
  "by-law",
  "passed-down",
  "granted-from-above",
  "granted-by-peer",
  "entrusted-from-above",
  "entrusted-by-peer",
]);
/** See {@link powerSource}. */
export type PowerSource = z.infer<typeof powerSource>;

/** What the body is that exercises a power (实施主体性质): 法定机关、授权组织、受委托组织. @see dept_type */
export const bodyType = z.enum(["statutory", "authorized", "entrusted"]);
/** See {@link bodyType}. */
export type BodyType = z.infer<typeof bodyType>;

/** Who is served (服务对象): 自然人、企业法人、事业法人、社会组织法人、非法人企业、行政机关、其他组织. @see server_type */
export const servedPerson = z.enum([
  "natural-person",
  "enterprise",
  "institution",
  "social-organization",
  "unincorporated-enterprise",
  "government-organ",
  "other-organization",
]);
/** See {@link servedPerson}. */
export type ServedPerson = z.infer<typeof servedPerson>;

/** By which way one may apply (办理形式): 窗口、网上、快递. @see handle_type */
export const applicationWay = z.enum(["counter", "online", "post"]);
/** See {@link applicationWay}. */
export type ApplicationWay = z.infer<typeof applicationWay>;

/** How far applicants may come from (通办范围): nowhere else, or within a village, town, county, city, province, the state. @see handle_area */
export const handlingArea = z.enum(["none", "village", "township", "county", "city", "province", "country"]);
/** See {@link handlingArea}. */
export type HandlingArea = z.infer<typeof handlingArea>;

/** A way to reach somebody (咨询、监督投诉). `phone` and `url` are null where there is none. */
export const contact = z.strictObject({
  name: text,
  phone: z.string().max(40).nullable(),
  url: url.nullable(),
});
/** See {@link contact}. */
export type Contact = z.infer<typeof contact>;

/** Where and when one may apply. @see transact_addr, transact_time */
export const place = z.strictObject({ name: text, address: said, hours: said });
/** See {@link place}. */
export type Place = z.infer<typeof place>;

/**
 * One step of the procedure, as the centre's own standard describes it: post, person, time, and what must be there
 * before and after (岗位、人员、时限、前后置条件). @see handle_flow
 */
export const flowStep = z.strictObject({
  name: text,
  post: said,
  person: z.string().nullable(),
  limit: limit.nullable(),
  before: said,
  after: said,
});
/** See {@link flowStep}. */
export type FlowStep = z.infer<typeof flowStep>;

/** What an item is and how it is applied for. @see up_task_general_basic */
export const guideBasics = z.strictObject({
  /** 基本编码, 12 characters: province, type, department, main item, sub-item. @see catalog_code */
  basicCode: z.string(),
  /** 地方基本编码. @see local_catalog_code */
  localCode: z.string().max(50).nullable(),
  /** The two digits that follow the implementing code (业务办理项). @see task_handle_item */
  handlingItem: z.string().nullable(),
  /** 权力来源. @see power_source */
  powerSource,
  /** 行使层级. @see use_level */
  level: powerLevel,
  /** 实施主体性质. @see dept_type */
  bodyType,
  /** 委托部门. @see entrust_name */
  entrustedBy: said,
  /** 法定办结时限说明. @see anticipate_explain */
  statutoryNote: said,
  /** 承诺办结时限说明. @see promise_explain */
  promisedNote: said,
  /** 适用范围, of the centre's own standard: whom and what the item is for. */
  appliesTo: said,
  /** 受理条件. @see accept_condition */
  conditions: z.array(text).nullable(),
  /** 办理流程. @see handle_flow */
  flow: z.array(flowStep).nullable(),
  /** 服务对象. @see server_type */
  serves: z.array(servedPerson).min(1),
  /** 办件类型. @see project_type */
  kind: itemKind,
  /** 办理形式. @see handle_type */
  ways: z.array(applicationWay).min(1),
  /** 到办事现场次数, and why one must come. @see limit_scene_num, limit_scene_explain */
  visits: z.strictObject({ atMost: z.int().min(0), why: said }).nullable(),
  /** 特别程序 of the eight of the law that may occur here. @see special_procedure; 行政许可法第四十五条 */
  specialProcedures: z.array(procedure),
  /** 办理地点、办理时间. @see transact_addr, transact_time */
  places: z.array(place).nullable(),
  /** 咨询方式. @see link_way */
  contacts: z.array(contact).nullable(),
  /** 监督投诉方式. @see supervise_way */
  supervision: z.array(contact).nullable(),
  /** Addresses for applying online, and whether they know the national sign-on. @see link_addr, is_single_login, mobile_terminal_url, app_is_single_login */
  online: z.strictObject({
    url: url.nullable(),
    singleLogin: z.boolean(),
    mobileUrl: url.nullable(),
    mobileSingleLogin: z.boolean(),
  }),
});
/** See {@link guideBasics}. */
export type GuideBasics = z.infer<typeof guideBasics>;

/** A place of the four-level network that takes the item, by its division code. @see town_code, town_name, village_code, village_name */
const station = z.strictObject({ code: z.string().max(18), name: text });

/** What is said beyond the basics. @see up_task_general_extend */
export const guideExtension = z.strictObject({
  /** 通办范围. @see handle_area */
  area: handlingArea.nullable(),
  /** 联办机构: ids of departments. @see other_dept */
  otherDepartments: z.array(z.string()),
  /** 中介服务 the item requires. @see service_type */
  intermediaryServices: z.array(text).nullable(),
  /** 数量限制: how many may be granted. An empty list: no limit. @see limit_explain */
  quantityLimits: z.array(text).nullable(),
  /** 审批结果: type, name, and the address of a sample. @see result_type, result_name, result_guid */
  result: z.strictObject({ type: resultType, name: text, sample: url.nullable() }).nullable(),
  /** 是否支持预约办理. @see is_schedule */
  isByAppointment: z.boolean().nullable(),
  /** 是否支持网上支付. @see is_pay_online */
  isPaidOnline: z.boolean().nullable(),
  /** 是否支持物流快递. @see is_express */
  isDeliveredByPost: z.boolean().nullable(),
  /** 是否进驻政务大厅. @see is_entry_center */
  isInHall: z.boolean(),
  /** 是否支持终端办理. @see is_service_terminals */
  isAtTerminals: z.boolean().nullable(),
  /** 主题分类 for natural and for legal persons. @see user_topic_type, corp_topic_type and the local _character_ ones */
  topics: z.strictObject({ personal: z.array(text), corporate: z.array(text) }),
  /** 网上办理深度, from information only to the whole procedure. @see online_handle_depth, is_online */
  onlineDepth: z.enum(["none", "information", "forms", "filing", "whole"]),
  /** 乡镇街道 and 村居社区 that take the item. */
  stations: z.strictObject({ towns: z.array(station), villages: z.array(station) }),
});
/** See {@link guideExtension}. */
export type GuideExtension = z.infer<typeof guideExtension>;

/** One material to hand in; their order is their number. @see up_task_general_material, order_num */
export const guideMaterial = z.strictObject({
  /** The material's code on the power list. */
  code: z.string(),
  /** 材料名称. @see material_name */
  name: text,
  /** 材料类型: 原件、复印件, or either. @see material_type */
  type: z.enum(["original", "copy", "either"]),
  /** 材料形式: 纸质、电子, or either. @see material_format */
  format: z.enum(["paper", "electronic", "either"]),
  /** 必要性: always, when a condition holds, or to follow after acceptance (容缺后补). @see is_need */
  necessity: z.enum(["required", "conditional", "tolerable"]),
  /** 空白表格. @see form_guid */
  form: url.nullable(),
  /** 示例样表. @see example_guid */
  example: url.nullable(),
  /** 来源渠道: the applicant, a government department, or others; and how it is had. @see source_type, source_explain */
  source: z.enum(["applicant", "government", "other"]),
  sourceNote: said,
  /** 纸质材料份数. @see page_num */
  copies: z.int().min(0).nullable(),
  /** 纸质材料规格. @see page_format */
  paper: said,
  /** 填报须知. @see fill_explain */
  fillingNote: said,
  /** 受理标准. @see accept_stand */
  acceptedIf: said,
  /** 要求提供材料的依据. @see by_law */
  basis: z.string(),
  /** 备注. @see remark */
  remark: said,
});
/** See {@link guideMaterial}. */
export type GuideMaterial = z.infer<typeof guideMaterial>;

/** One fee: 名称、标准、依据, and whether it may be reduced on which ground. @see up_task_general_fee_project */
export const guideFee = z.strictObject({
  /** 收费项目名称. @see fee_name */
  name: text,
  /** 收费标准. @see fee_stand */
  standard: text,
  /** 收费依据. @see by_law */
  basis: z.string(),
  /** 是否允许减免 with 允许减免依据; null where it is not allowed. @see is_desc, desc_explain */
  reduction: text.nullable(),
});
/** See {@link guideFee}. */
export type GuideFee = z.infer<typeof guideFee>;

/** Whether there is a fee: `basis` says why there is none, each fee has its own. @see is_fee, fee_basis; 行政许可法第五十八条 */
export const guideCharge = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("free"), basis: text }),
  z.strictObject({ kind: z.literal("fees"), fees: z.array(guideFee).min(1) }),
]);
/** See {@link guideCharge}. */
export type GuideCharge = z.infer<typeof guideCharge>;

/** One frequent question (常见问题). @see up_task_general_questions */
const guideQuestion = z.strictObject({ question: text, answer: text });

/** The guide of one item as the centre writes it. What follows from the power list is not in it. */
export const itemGuide = z.strictObject({
  itemId: z.string(),
  basic: guideBasics,
  extension: guideExtension,
  /** 申请材料. */
  materials: z.array(guideMaterial).nullable(),
  /** 收费. */
  charge: guideCharge.nullable(),
  /** 常见问题. */
  questions: z.array(guideQuestion),
});
/** See {@link itemGuide}. */
export type ItemGuide = z.infer<typeof itemGuide>;
