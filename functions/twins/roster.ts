import type { Officer } from "../../schemas/answers.ts";
import type { ProtocolId } from "./protocols/protocol.ts";
import type { ReviewPolicy } from "./review.ts";
import {
  reviewEmergencyManagement,
  reviewMarketRegulation,
  reviewQualitySupervision,
  reviewTax,
} from "./reviews.ts";

/** One department that has a stand-in: what it answers for, how it speaks and decides, and who signs there. */
export interface TwinRow {
  department: string;
  itemIds: readonly string[];
  protocol: ProtocolId;
  review: ReviewPolicy;
  officer: Officer;
}

/** The stand-ins of the departments that found a company together. The officers are made up. */
export const twinRoster: readonly TwinRow[] = [
  {
    department: "market-regulation",
    itemIds: ["enterprise-registration"],
    protocol: "json",
    review: reviewMarketRegulation,
    officer: { name: "程若谷", id: "MR-017", post: "窗口首席代表" },
  },
  {
    department: "quality-supervision",
    itemIds: ["organization-code"],
    protocol: "xml-gbk",
    review: reviewQualitySupervision,
    officer: { name: "周文衡", id: "QS-004", post: "窗口首席代表" },
  },
  {
    department: "tax",
    itemIds: ["tax-registration"],
    protocol: "form-sm3",
    review: reviewTax,
    officer: { name: "税小禾", id: "TX-021", post: "登记岗" },
  },
  {
    department: "emergency-management",
    itemIds: ["hazardous-chemicals-permit"],
    protocol: "json",
    review: reviewEmergencyManagement,
    officer: { name: "安若川", id: "EM-003", post: "许可科" },
  },
];
