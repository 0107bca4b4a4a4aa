import type {
  ApplicationWay,
  BodyType,
  HandlingArea,
  ItemKind,
  PowerLevel,
  PowerSource,
  ServedPerson,
} from "../../schemas/item-guide.ts";
import type { LimitUnit } from "../../schemas/limit.ts";
import type { ItemStatus, PowerCategory } from "./catalog.ts";

/** How the hub's own words are written in the dictionary of an exchange partner, and where that dictionary was found. */
export interface CodeTable<Word extends string> {
  source: string;
  codes: Readonly<Record<Word, string>>;
}

/**
 * The ten categories in the national set (事项类型). It has no category for planning, which counts there as other power,
 * and two of its own: 行政检查 06 and 公共服务 20.
 * @see task_type
 */
export const nationalCategories: CodeTable<PowerCategory> = {
  source: "国家政务服务平台事项类型(C0109);行政规划归入其他行政权力",
  codes: {
    approval: "01",
    penalty: "02",
    compulsion: "03",
    levy: "04",
    payment: "05",
    confirmation: "07",
    reward: "08",
    adjudication: "09",
    planning: "10",
    other: "10",
  },
};

/** The same where a platform counts other power as 20 and public services as 21. */
export const parallelApprovalCategories: CodeTable<PowerCategory> = {
  source: "并联审批系统事项类型:其他行政权力20,公共服务21",
  codes: { ...nationalCategories.codes, planning: "20", other: "20" },
};

/** What the seven outcomes of a clean-up are called in the centre's own registers (保留、取消、下放、转变、暂免、冻结、合并). */
export const centreStatuses: CodeTable<ItemStatus["kind"]> = {
  source: "中心权力清单清理结果",
  codes: {
    retained: "RETAIN",
    cancelled: "CANCEL",
    delegated: "DELEGATE",
    transformed: "TRANSFORM",
    suspended: "WAIVE_TEMP",
    frozen: "FREEZE",
    merged: "MERGE",
  },
};

/** The seven outcomes in the three national states: 在用 1, 暂停 2, 取消 3. What went elsewhere is no item of this list. @see task_state */
export const nationalStates: CodeTable<ItemStatus["kind"]> = {
  source: "事项状态:在用1、暂停2、取消3(各地平台通用值)",
  codes: {
    retained: "1",
    suspended: "2",
    frozen: "2",
    cancelled: "3",
    delegated: "3",
    transformed: "3",
    merged: "3",
  },
};

/** 办件类型. The last three are no national types. @see project_type */
export const itemKindCodes: CodeTable<ItemKind> = {
  source: "办件类型:即办件1、承诺件2、上报件3;联办件、答复件、代办件为并联审批系统自用",
  codes: { immediate: "1", promised: "2", reported: "3", joint: "LBJ", replied: "DFJ", assisted: "DBJ" },
};

/** 行使层级, the nineteenth character of an implementing code. @see use_level */
export const powerLevelCodes: CodeTable<PowerLevel> = {
  source: "行使层级:国家1、省2、市3、县4、乡5、村6",
  codes: { national: "1", provincial: "2", municipal: "3", county: "4", township: "5", village: "6" },
};

/** 权力来源. @see power_source */
export const powerSourceCodes: CodeTable<PowerSource> = {
  source: "权力来源(各地平台通用值)",
  codes: {
    "by-law": "1",
    "passed-down": "2",
    "granted-from-above": "3",
    "granted-by-peer": "4",
    "entrusted-from-above": "5",
    "entrusted-by-peer": "6",
  },
};

/** 实施主体性质. @see dept_type */
export const bodyTypeCodes: CodeTable<BodyType> = {
  source: "实施主体性质(各地平台通用值)",
  codes: { statutory: "1", authorized: "2", entrusted: "3" },
};

/** 服务对象. Some platforms write 其他组织 as 7. @see server_type */
export const servedPersonCodes: CodeTable<ServedPerson> = {
  source: "服务对象(各地平台通用值)",
  codes: {
    "natural-person": "1",
    enterprise: "2",
    institution: "3",
    "social-organization": "4",
    "unincorporated-enterprise": "5",
    "government-organ": "6",
    "other-organization": "9",
  },
};

/** 办理形式. @see handle_type */
export const applicationWayCodes: CodeTable<ApplicationWay> = {
  source: "办理形式(各地平台通用值)",
  codes: { counter: "1", online: "2", post: "3" },
};

/** 通办范围; none is an empty field. @see handle_area */
export const handlingAreaCodes: CodeTable<HandlingArea> = {
  source: "通办范围(各地平台通用值)",
  codes: { country: "1", province: "2", city: "3", county: "4", township: "5", village: "6", none: "" },
};

/** The units of limits where a platform knows all four: WD, ND, WH, NH. @see anticipate_type, promise_type */
export const limitUnitCodes: CodeTable<LimitUnit> = {
  source: "并联审批系统时限单位",
  codes: { "working-day": "WD", "natural-day": "ND", "working-hour": "WH", "natural-hour": "NH" },
};
