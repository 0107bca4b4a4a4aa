import type {
  Contact,
  GuideBasics,
  GuideCharge,
  GuideExtension,
  Place,
} from "../../../schemas/item-guide.ts";
import { message } from "../../../schemas/message.ts";

/**
 * What the guides of one centre have in common: configuration. A centre puts its own address, hours and telephones
 * here; what it has not said stays `null` and is not shown.
 */

const hall: Place = {
  name: message("蚌埠市政务服务中心", "Bengbu Government Service Centre"),
  address: null,
  hours: null,
};

/** The hotline every city answers under this number. @see 国办发〔2020〕53号 */
const hotline: Contact = {
  name: message("政务服务便民热线", "government service hotline"),
  phone: "12345",
  url: null,
};

/** The basics of an item the centre exercises by law; the rest is the item's own. */
export const centreBasics = {
  localCode: null,
  handlingItem: null,
  powerSource: "by-law",
  level: "municipal",
  bodyType: "statutory",
  entrustedBy: null,
  promisedNote: null,
  kind: "promised",
  ways: ["counter", "online"],
  visits: null,
  specialProcedures: [],
  places: [hall],
  contacts: [hotline],
  supervision: [hotline],
  online: { url: null, singleLogin: false, mobileUrl: null, mobileSingleLogin: false },
} as const satisfies Partial<GuideBasics>;

/** What is said of every item of the joint registration beyond its basics. */
export const centreExtension = {
  area: null,
  intermediaryServices: [],
  quantityLimits: [],
  isByAppointment: null,
  isPaidOnline: null,
  isDeliveredByPost: null,
  isInHall: true,
  isAtTerminals: null,
  topics: { personal: [], corporate: [message("设立变更", "founding and changing a company")] },
  onlineDepth: "filing",
  stations: { towns: [], villages: [] },
} as const satisfies Partial<GuideExtension>;

/** No fee, since no law sets one for this licence. */
export const freeLicence: GuideCharge = {
  kind: "free",
  basis: message(
    "行政许可法第五十八条：实施行政许可不得收取任何费用，法律、行政法规另有规定的除外",
    "行政许可法第五十八条: a licence is free unless a law or an administrative regulation says otherwise",
  ),
};

/** No fee, since the published list of fees has none for it. */
export const freeService: GuideCharge = {
  kind: "free",
  basis: message(
    "优化营商环境条例第二十五条：涉企收费实行目录清单管理，清单之外一律不得收取",
    "优化营商环境条例第二十五条: no fee may be charged to businesses that is not on the published list",
  ),
};
