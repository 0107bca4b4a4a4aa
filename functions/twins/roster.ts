import type { Officer } from "../../schemas/answers.ts";
import type { ProtocolId } from "./protocols/protocol.ts";
import type { ReviewPolicy } from "./review.ts";
import {
  reviewConstruction,
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

const inConstruction = (
  department: string,
  protocol: ProtocolId,
  officer: Officer,
  itemIds: readonly string[],
): TwinRow => ({ department, itemIds, protocol, review: reviewConstruction, officer });

/** The stand-ins of the ten departments that survey, review drawings and accept together, on the three dialects there are. */
const constructionRoster: readonly TwinRow[] = [
  inConstruction("planning", "json", { name: "规知远", id: "PL-008", post: "用地科" }, [
    "site-selection",
    "planning-drawings",
    "planning-verification",
  ]),
  inConstruction("land", "json", { name: "土秉正", id: "LD-005", post: "利用科" }, [
    "land-pre-review",
    "land-conditions",
    "land-verification",
  ]),
  inConstruction("housing-construction", "xml-gbk", { name: "建若谷", id: "HC-011", post: "审批科" }, [
    "construction-conditions",
    "drawing-review",
    "completion-documents",
    "completion-acceptance",
  ]),
  inConstruction("fire-rescue", "json", { name: "焦明远", id: "FR-019", post: "审验科" }, [
    "fire-siting",
    "fire-design",
    "fire-acceptance",
  ]),
  inConstruction("civil-air-defence", "form-sm3", { name: "方守安", id: "CD-003", post: "工程科" }, [
    "shelter-siting",
    "shelter-design",
    "shelter-relocation-permit",
    "shelter-acceptance",
  ]),
  inConstruction("meteorology", "json", { name: "云知秋", id: "MT-002", post: "防雷科" }, [
    "lightning-siting",
    "lightning-design",
    "lightning-acceptance",
  ]),
  inConstruction("ecology-environment", "form-sm3", { name: "蓝清川", id: "EE-014", post: "环评科" }, [
    "environmental-siting",
    "environmental-impact",
    "environmental-impact-form",
    "environmental-completion",
  ]),
  inConstruction("water-resources", "xml-gbk", { name: "淮安澜", id: "WR-006", post: "水保科" }, [
    "water-siting",
    "soil-conservation-plan",
    "drainage-review",
    "water-acceptance",
  ]),
  inConstruction("landscaping", "json", { name: "林可风", id: "LS-004", post: "绿化科" }, [
    "green-siting",
    "green-design",
    "green-acceptance",
  ]),
  inConstruction("archives", "json", { name: "卷如海", id: "AR-001", post: "指导科" }, [
    "pipeline-records",
    "archive-guidance",
    "archive-acceptance",
  ]),
];

/** The stand-ins of the departments that found a company together. */
const registrationRoster: readonly TwinRow[] = [
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

/** Every stand-in: of the departments that found a company together, and of those that build. The officers are made up. */
export const twinRoster: readonly TwinRow[] = [...registrationRoster, ...constructionRoster];
