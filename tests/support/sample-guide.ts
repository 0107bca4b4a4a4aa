import type { ItemGuide } from "../../schemas/item-guide.ts";
import { message } from "../../schemas/message.ts";

const sample = message("样例", "sample");

/** What a test changes of a guide. */
interface Changes {
  itemId?: string;
  basic?: Partial<ItemGuide["basic"]>;
  extension?: Partial<ItemGuide["extension"]>;
  materials?: ItemGuide["materials"];
  charge?: ItemGuide["charge"];
}

/** A guide in which every disclosure is filled, for the item `a` of a made-up power list; a test changes what it is about. */
export const sampleGuide = ({ itemId = "a", basic, extension, ...rest }: Changes = {}): ItemGuide => ({
  itemId,
  basic: {
    basicCode: "340199999000",
    localCode: null,
    handlingItem: null,
    powerSource: "by-law",
    level: "municipal",
    bodyType: "statutory",
    entrustedBy: null,
    statutoryNote: null,
    promisedNote: null,
    appliesTo: null,
    conditions: [message("符合条件", "the conditions are met")],
    flow: [
      { name: message("审查", "review"), post: null, person: null, limit: null, before: null, after: null },
    ],
    serves: ["enterprise"],
    kind: "promised",
    ways: ["counter"],
    visits: null,
    specialProcedures: [],
    places: null,
    contacts: null,
    supervision: [{ name: message("热线", "hotline"), phone: "12345", url: null }],
    online: { url: null, singleLogin: false, mobileUrl: null, mobileSingleLogin: false },
    ...basic,
  },
  extension: {
    area: null,
    otherDepartments: [],
    intermediaryServices: null,
    quantityLimits: null,
    result: { type: "certificate", name: message("样例证", "sample certificate"), sample: null },
    isByAppointment: null,
    isPaidOnline: null,
    isDeliveredByPost: null,
    isInHall: true,
    isAtTerminals: null,
    topics: { personal: [], corporate: [] },
    onlineDepth: "filing",
    stations: { towns: [], villages: [] },
    ...extension,
  },
  materials: [sampleMaterial("material-a")],
  charge: { kind: "free", basis: sample },
  questions: [],
  ...rest,
});

/** A material of a made-up guide, by its code. */
export const sampleMaterial = (code: string): NonNullable<ItemGuide["materials"]>[number] => ({
  code,
  name: message("申请书", "application"),
  type: "original",
  format: "paper",
  necessity: "required",
  form: null,
  example: null,
  source: "applicant",
  sourceNote: null,
  copies: 2,
  paper: null,
  fillingNote: null,
  acceptedIf: null,
  basis: "样例依据",
  remark: null,
});
