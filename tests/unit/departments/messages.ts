import type { TwinAnswer } from "../../../functions/twins/protocols/protocol.ts";
import type { AnswerData, AnswerType } from "../../../schemas/answers.ts";
import type { DeliveryEvent } from "../../../schemas/deliveries.ts";
import { sampleForm } from "../../fixtures/company-registration/forms.ts";

/** One ask as a department gets it, made of a sample form. */
export const askedSample: DeliveryEvent = {
  specversion: "1.0",
  id: "3403002026112401000017-organization-code-9-asked",
  source: "https://hub.example.cn/v1/cases",
  type: "lianban.item.asked",
  subject: "3403002026112401000017/organization-code",
  time: "2026-11-24T01:30:00.000Z",
  datacontenttype: "application/json",
  data: {
    caseId: "3403002026112401000017",
    itemId: "organization-code",
    processId: "company-registration",
    mode: "three-numbers",
    division: "340303",
    revision: 1,
    round: 1,
    because: "first",
    fields: {
      name: { division: "蚌埠", tradeName: "淮畔㐂", industry: "智能装备", organizationForm: "有限公司" },
      qualityProfile: { ...sampleForm("sails-through").qualityProfile },
    },
    materials: [
      {
        code: "identity",
        name: "身份证明",
        sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        mediaType: "application/pdf",
        bytes: 18_204,
        url: "https://hub.example.cn/v1/documents/d1?for=quality-supervision&expires=1803259800&mac=ABCD",
      },
    ],
    inputs: { "enterprise-registration": { registrationNumber: "340300000000019" } },
    expects: ["organizationCode"],
    limits: { promisedWorkingDays: 1, statutoryWorkingDays: 20 },
    due: { replyBy: "2026-12-01", promised: "2026-11-25", statutory: "2026-12-22" },
    outcome: null,
    answerTo: "https://hub.example.cn/v1/webhooks/quality-supervision",
  },
};

/** An invitation to a visit as a department gets it, before it is asked. */
export const invitedSample: DeliveryEvent = {
  ...askedSample,
  id: "3403002026112401000017-organization-code-5-proposed",
  type: "lianban.meeting.proposed",
  data: {
    ...askedSample.data,
    round: 0,
    because: "invited",
    meeting: {
      id: "3403002026112401000017-survey-site-survey-1",
      kind: "site-survey",
      number: 1,
      startsAt: "2026-12-01T01:30:00.000Z",
      endsAt: "2026-12-01T03:30:00.000Z",
      place: "蚌山区东海大道地块南门",
      agenda: "拟建地点、用地四至、周边200米、现状",
      reason: null,
      consequence: null,
    },
  },
};

/** One approval as a department gives it. */
export const approvedSample: TwinAnswer = {
  webhookId: "msg-7f3a9c",
  source: "urn:lianban:department:quality-supervision",
  type: "lianban.item.approved",
  caseId: "3403002026112401000017",
  itemId: "organization-code",
  time: "2026-11-24T02:10:00.000Z",
  data: {
    revision: 1,
    officer: { name: "周文衡", post: "窗口首席代表" },
    opinion: "经审查，准予赋码。",
    outputs: { organizationCode: "PDY010015" },
    documents: [],
  },
};

const common = { revision: 1, officer: { name: "周文衡", id: "QS-004", post: "窗口首席代表" } };

/** The data of each answer, as a department gives it. */
export const answerSamples: { readonly [T in AnswerType]: AnswerData<T> } = {
  "lianban.item.accepted": { ...common, acceptanceNumber: "蚌质监受〔2026〕117号" },
  "lianban.item.approved": {
    ...common,
    opinion: "经审查，准予赋码。",
    outputs: { organizationCode: "PDY010015" },
    documents: [
      {
        name: "代码证.pdf",
        sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        mediaType: "application/pdf",
        bytes: 20_480,
      },
    ],
  },
  "lianban.item.rejected": {
    ...common,
    reason: { code: "not-eligible", text: "机构类型不在赋码范围。", basis: "GB 11714-1997" },
  },
  "lianban.item.correction-required": {
    ...common,
    wishes: [{ path: "qualityProfile.economicType", message: "经济类型代码应为3位数字。" }],
  },
  "lianban.item.suspended": {
    ...common,
    procedure: "expert-review",
    reason: "须组织专家评审。",
    plannedWorkingDays: 10,
  },
  "lianban.item.resumed": { ...common, result: "评审通过。" },
  "lianban.item.extended": {
    ...common,
    approver: { name: "顾怀谦", post: "局长", authority: "agency-head" },
    reason: "须向省局核实。",
  },
  "lianban.item.forwarded": { ...common, to: "省质量技术监督局", opinion: "同意，转报上级机关。" },
  "lianban.item.ruled": { ...common, ruling: "approve", reasons: "申请符合法定条件，继续办理。" },
  "lianban.item.voided": { ...common, note: "代码已作废。" },
  "lianban.item.checked": { ...common, kept: false, findings: "承诺的消防条件未落实。" },
  "lianban.item.meeting-replied": {
    ...common,
    meetingId: "3403002026112401000017-survey-site-survey-1",
    reply: "declined",
    reason: "当日另有现场检查。",
  },
  "lianban.item.meeting-attended": {
    ...common,
    meetingId: "3403002026112401000017-survey-site-survey-1",
    evidence: [
      {
        name: "现场照片.jpg",
        sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        mediaType: "image/jpeg",
        bytes: 812_044,
      },
    ],
    position: { latitude: 32.9405, longitude: 117.3557 },
  },
};
