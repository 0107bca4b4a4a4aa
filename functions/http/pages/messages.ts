import type { RegistrationMaterial } from "../../../schemas/forms/registration-material.ts";
import { type Message, message } from "../../../schemas/message.ts";
import type { Item } from "../../catalog/catalog.ts";
import type { Failure } from "../problems.ts";
import { projectRemedies } from "../project-problems.ts";
import { actRemedies } from "./act-remedies.ts";
import { documentRemedies } from "./document-remedies.ts";
import { feeRemedies } from "./fee-remedies.ts";
import { jointTexts } from "./follow-joint-texts.ts";
import { meetingRemedies } from "./meeting-remedies.ts";

/** Texts every page shows. */
export const siteTexts = {
  name: message("联办", "Lianban"),
  subtitle: message("多证联办服务枢纽", "joint processing of several certificates"),
  skip: message("跳到正文", "Skip to content"),
  navigation: message("主导航", "Main navigation"),
  home: message("首页", "Home"),
  guide: message("办事指南", "Guide"),
  follow: message("办件进度", "Progress"),
  verify: message("证照核验", "Verify"),
  docs: message("接口文档", "API"),
  problems: message("问题说明", "Problems"),
  notFound: message("没有找到这个页面", "This page does not exist"),
  notFoundHint: message(
    "请核对地址，或从下面的入口继续。",
    "Check the address, or go on from one of the places below.",
  ),
  footer: message(
    "一张表、一套材料，各部门同时办理，统一出结果。",
    "One form, one set of materials, every department at once, one result.",
  ),
  source: message("以 Apache-2.0 许可开放源代码", "Open source under Apache-2.0"),
} as const;

/** Texts of the front page. */
export const frontTexts = {
  title: message("一次申请，各部门同时办", "Apply once, every department at once"),
  lead: message(
    "设立企业、建设工程要过几个部门，只填一张表、交一套材料。枢纽把每个部门该看的内容同时送到，按时限督办，全部同意后统一核发执照或意见书。",
    "One form and one set of materials for everything a company or a construction project needs of several departments. The hub hands each its own part at the same time, keeps the clock, and issues one licence or opinion when all agree.",
  ),
  readGuide: message("查看办事指南", "Read the guide"),
  followCase: message("查询办件进度", "Follow a case"),
  picture: message(
    "示意图：一张申请表同时送到三个部门，汇总成一份结果",
    "Picture: one form goes to three departments at once and becomes one result",
  ),
  form: message("一张表", "one form"),
  departments: message("并联审批", "in parallel"),
  licence: message("一份结果", "one result"),
  services: message("服务", "Services"),
  guideCard: message(
    "流程、时限、材料和依据；每个部门看得到哪些内容。",
    "Steps, limits, materials and their basis; what each department may read.",
  ),
  followCard: message(
    "凭办件编号，实时查看每个部门办到哪一步。",
    "See where each department stands, live, by case number.",
  ),
  docsCard: message(
    "部门系统和申报平台对接用的 OpenAPI 文档，可在线试用。",
    "OpenAPI documents for department systems and portals, to read and try.",
  ),
  problemsCard: message(
    "接口返回的每一种问题：含义和处理办法。",
    "Every problem the interface can answer with, and what to do.",
  ),
  verifyTitle: message("核验执照和意见书", "Verify a licence or opinion"),
  verifyLead: message(
    "扫描执照或意见书上的二维码，或输入编号。任何人都可以核验。",
    "Scan the QR code on the licence or opinion, or type its number. Anybody may verify.",
  ),
  licenceId: message("执照或意见书编号", "Number of the licence or opinion"),
  licenceIdHint: message(
    "26位字母和数字，印在执照下方、意见书标题下方",
    "26 letters and digits, at the foot of a licence, under the title of an opinion",
  ),
  code: message("核验码", "Verification code"),
  codeHint: message("印在二维码下方（核验码），可以不填", "under the QR code; may be left out"),
  submit: message("核验", "Verify"),
  running: message("系统运行正常", "The hub is running"),
  trouble: message(
    "系统暂时不能读取数据，请稍后再试",
    "The hub cannot read its data right now; try again later",
  ),
  time: message("北京时间", "Beijing time"),
  open: message("办理中", "open"),
  issued: message("已核发", "issued"),
  catalogue: message("事项目录版本", "catalogue"),
} as const;

/** Texts of the verification page. */
export const verifyTexts = {
  title: message("证照和意见书核验", "Verification of licences and opinions"),
  again: message("核验另一份", "Verify another"),
  valid: message("有效", "Valid"),
  validMeaning: message("这张执照现时有效。", "This licence is valid today."),
  superseded: message("已换发", "Superseded"),
  supersededMeaning: message(
    "这一版执照已被新版替代，不得再行使用。",
    "A newer version took the place of this one; it must not be used any more.",
  ),
  revoked: message("已撤销", "Revoked"),
  revokedMeaning: message(
    "这张执照已被撤销，不得再行使用。",
    "This licence was revoked; it must not be used any more.",
  ),
  unknown: message("查无此件", "No such document"),
  unknownMeaning: message(
    "本枢纽没有签发过这个编号的执照或意见书。请核对编号；编号无误的，请不要采信。",
    "The hub never issued a licence or opinion of this number. Check the number; if it is right, do not trust the document.",
  ),
  unknownVersion: message(
    "这份证照或意见书没有这一版。请核对版次；版次无误的，请不要采信。",
    "The document has no such version. Check the version; if it is right, do not trust it.",
  ),
  wrongCode: message("核验码不符", "The code does not match"),
  wrongCodeMeaning: message(
    "这个地址不是本枢纽生成的，可能被改动。下面是按编号查到的登记内容，请与手中的执照逐项核对。",
    "The hub did not make this address; it may have been altered. Below is what the register says of the number: compare it with the licence line by line.",
  ),
  missingCode: message("地址中没有核验码", "The address carries no verification code"),
  missingCodeMeaning: message(
    "这个地址不是本枢纽印在执照上的。请与手中的执照逐项核对，或扫描执照上的二维码。",
    "The hub did not make this address. Compare the licence line by line, or scan its QR code.",
  ),
  rightCode: message("核验码相符，地址由本枢纽生成", "The code matches: the hub made this address"),
  registerStatus: message("登记状态", "Status in the register"),
  since: message("起始日期", "Since"),
  reason: message("原因", "Reason"),
  seeCurrent: (version: number): Message =>
    message(`查看现行的第${version}版`, `See version ${version}, which stands`),
  face: message("执照载明事项", "What the licence says"),
  issuer: message("登记机关", "Issuer"),
  issuedOn: message("核发日期", "Date of issue"),
  version: message("版次", "Version"),
  versionOf: (version: number, current: number): Message =>
    message(`第${version}版（现行第${current}版）`, `version ${version}, version ${current} stands`),
  licenceId: message("执照编号", "Licence number"),
  record: message("电子记录", "The signed record"),
  recordLead: message(
    "执照的原件是枢纽签名的电子记录；纸面和PDF是它的图样。",
    "The licence itself is a record signed by the hub; paper and PDF are pictures of it.",
  ),
  digest: message("记录摘要（SHA-256）", "SHA-256 of the record"),
  keys: message("验签公钥地址", "Public keys"),
  json: message("下载签名记录（JSON）", "Signed record (JSON)"),
  pdf: message("打开执照（PDF）", "Licence (PDF)"),
  legal: message(
    "本枢纽签发的是演示用电子记录，不是加盖国家电子印章的OFD版式文件，不具有营业执照的法律效力。",
    "The hub signs records for demonstration. They are not OFD documents with a state electronic seal and have no legal effect.",
  ),
  checkedAt: message("核验时间", "Checked at"),
} as const;

/** English for the labels of the licence face, which the face itself has in Chinese only. */
export const faceLabels: Readonly<Record<string, string>> = {
  统一社会信用代码: "Unified social credit code",
  注册号: "Registration number",
  组织机构代码: "Organisation code",
  税务登记号: "Tax registration number",
  名称: "Name",
  类型: "Type",
  住所: "Domicile",
  法定代表人: "Legal representative",
  注册资本: "Registered capital",
  成立日期: "Date of establishment",
  营业期限: "Term of business",
  经营范围: "Business scope",
};

/** Texts of the guides. */
export const guideTexts = {
  title: message("办事指南", "Guides"),
  lead: message(
    "每个联办流程的步骤、时限、材料、依据，以及每个部门可以看到的内容。",
    "Steps, limits, materials and basis of every joint process, and what each department may read.",
  ),
  departmentCount: (count: number): Message => message(`${count}个部门`, `${count} departments`),
  contents: message("本页内容", "On this page"),
  flow: message("办理流程", "Steps"),
  limits: message("时限和依据", "Limits and legal basis"),
  materials: message("申请材料", "Materials"),
  scope: message("部门可见内容", "What each department may read"),
  outputs: message("办理结果", "Results"),
  departments: message("参与部门", "Departments"),
  leadDepartment: message("牵头部门", "lead department"),
  apply: message("提交一张表、一套材料", "Hand in one form and one set of materials"),
  issue: ({ zh, en }: Message): Message =>
    message(`各部门均已同意，统一核发${zh}`, `Every department agreed: the ${en} is issued`),
  stage: (number: number): Message => message(`第${number}阶段`, `Stage ${number}`),
  parallel: (count: number, isAtMost: boolean): Message =>
    isAtMost
      ? message(`至多${count}个部门同时办理`, `up to ${count} departments at once`)
      : message(`${count}个部门同时办理`, `${count} departments at once`),
  chain: message(
    "前一部门的结果一出，立即送下一部门",
    "Each result goes to the next department the moment it exists",
  ),
  onlyIf: message("仅当经营范围含", "only if the business scope includes"),
  onlyFor: message("仅在下列情形参加", "takes part only in this case"),
  yields: message("产生", "yields"),
  from: message("来自", "From"),
  mode: message("办理方式", "Mode"),
  item: message("事项", "Item"),
  department: message("部门", "Department"),
  basis: message("依据", "Basis"),
  promised: message("承诺时限", "Promised"),
  statutory: message("法定时限", "By law"),
  noLimit: message("未设定", "none set"),
  material: message("材料", "Material"),
  necessity: message("必要性", "Necessity"),
  form: message("形式", "Form"),
  original: message("原件", "original"),
  copy: message("复印件", "copy"),
  source: message("来源", "From"),
  applicant: message("申请人提供", "applicant"),
  government: message("部门共享取得，申请人不用交", "fetched by sharing; not asked of the applicant"),
  usedBy: message("使用部门", "Read by"),
  noMaterials: message("本流程没有另列材料。", "This process lists no materials of its own."),
  scopeLead: message(
    "每个部门只收到办理自己事项所需的内容，其余内容不会送达。",
    "Each department receives only what its own item needs; nothing else ever reaches it.",
  ),
  field: message("表单内容", "Field of the form"),
  mayRead: message("可见", "may read"),
  mayNotRead: message("不可见", "may not read"),
  personal: message("个人信息", "personal"),
  outputsLead: message(
    "各部门办理后向联办共享的结果。",
    "What each department's decision adds to the shared results.",
  ),
  output: message("结果", "Result"),
  once: message("全库唯一", "unique for ever"),
  code: message("统一社会信用代码", "Unified social credit code"),
  unknown: message("没有这个联办流程", "There is no such joint process"),
  defaultMode: message("默认", "default"),
} as const;

/** What the modes of a process are called; a mode that is not here is shown by its id. */
export const modeNames: Readonly<Record<string, Message>> = {
  "one-code": message("一照一码", "one licence, one code"),
  "three-numbers": message("一照三号", "one licence, three numbers"),
  joint: message("联合办理", "jointly"),
};

/** What the necessity of a material is called (必要性). */
export const necessities: Readonly<Record<RegistrationMaterial["necessity"], Message>> = {
  required: message("必须提交", "required"),
  conditional: message("符合情形时提交", "required if"),
  tolerable: message("可以容缺后补", "may follow later"),
};

/** When a conditional material is needed. */
export const materialConditions: Readonly<Record<NonNullable<RegistrationMaterial["when"]>, Message>> = {
  "agent-named": message("由代理人办理", "an agent applies"),
  "person-shareholder": message("股东中有自然人", "a shareholder is a natural person"),
  "organization-shareholder": message("股东中有法人或者其他组织", "a shareholder is an organisation"),
  "permit-named": message("前置审批项目已取得许可", "a regulated activity has its permit already"),
  subscription: message(
    "股份有限公司以募集方式设立",
    "a company limited by shares is founded by subscription",
  ),
  "promoter-in-kind": message("发起人以非货币财产出资", "a promoter contributes other property than money"),
};

/** What the status of an item on the power list means for who applies. */
export const powerStatuses: Readonly<Record<Item["status"]["kind"], Message>> = {
  retained: message("保留", "retained"),
  delegated: message("下放", "delegated"),
  merged: message("合并", "merged"),
  transformed: message("转变管理方式", "filed for supervision only"),
  suspended: message("暂免审批", "waived for the time being"),
  cancelled: message("取消", "cancelled"),
  frozen: message("冻结", "frozen"),
};

/** The categories of power (权力类型). */
export const powerCategories: Readonly<Record<Item["category"], Message>> = {
  approval: message("行政许可", "approval"),
  penalty: message("行政处罚", "penalty"),
  levy: message("行政征收", "levy"),
  payment: message("行政给付", "payment"),
  reward: message("行政奖励", "reward"),
  compulsion: message("行政强制", "compulsion"),
  confirmation: message("行政确认", "confirmation"),
  adjudication: message("行政裁决", "adjudication"),
  planning: message("行政规划", "planning"),
  other: message("其他权力", "other power"),
};

/** Headings of the sections of a form, by the first part of a field's path; shown as the path if it is not here. */
export const formSections: Readonly<Record<string, Message>> = {
  name: message("企业名称", "Company name"),
  domicile: message("住所", "Domicile"),
  contact: message("联系方式", "Contact"),
  registration: message("登记信息", "Registration"),
  business: message("经营信息", "Business"),
  legalRepresentative: message("法定代表人", "Legal representative"),
  shareholders: message("股东（发起人）", "Shareholders"),
  officers: message("董事、监事、经理", "Officers"),
  liaison: message("联络员", "Liaison"),
  financeOfficer: message("财务负责人", "Finance officer"),
  taxHandler: message("办税人", "Tax handler"),
  taxProfile: message("税务信息", "Tax profile"),
  qualityProfile: message("质监信息", "Quality profile"),
  agent: message("代理人", "Agent"),
  project: message("项目", "Project"),
  works: message("单体工程", "Single works"),
  units: message("参建单位", "Parties"),
  survey: message("踏勘信息", "Survey"),
  drawings: message("施工图", "Drawings"),
  charges: message("收费信息", "What fees follow from"),
  completion: message("竣工信息", "Completion"),
};

/** Texts of the pages on problem types. */
export const problemTexts = {
  title: message("问题说明", "Problem types"),
  lead: message(
    "接口出错时按 RFC 9457 返回。type 是稳定的名称，指向这里的说明；errors 逐项写明哪个字段、怎样改正。",
    "The interface answers errors as RFC 9457 does. The type is a stable name that leads here; errors name each field and its remedy.",
  ),
  status: message("状态码", "Status"),
  type: message("类型", "Type"),
  meaning: message("含义", "Meaning"),
  remedy: message("怎么办", "What to do"),
  example: message("返回示例", "What an answer looks like"),
  retry: (seconds: number): Message =>
    message(`${seconds}秒后重试（Retry-After）`, `try again after ${seconds} s (Retry-After)`),
  hasErrors: message(
    "带有 errors，逐项写明字段和改法。",
    "Carries errors, which name each field and its remedy.",
  ),
  all: message("全部问题类型", "All problem types"),
  unknown: message("没有这种问题类型", "There is no such problem type"),
} as const;

/** What each class of status is about, by its hundred and, where it says more, by its number. */
export const statusMeanings: Readonly<Record<number, Message>> = {
  400: message("请求无法读取", "The request cannot be read"),
  401: message("身份或签名未通过", "Identity or signature not proven"),
  403: message("无权操作", "Not allowed"),
  404: message("没有找到", "Not found"),
  409: message("与办件现状冲突", "Refused by the state of the case"),
  410: message("已不存在", "Gone"),
  412: message("版本已变化", "Another revision stands"),
  413: message("内容过大", "Too large"),
  415: message("类型不支持", "Unsupported media type"),
  422: message("内容有误", "Readable, but not valid"),
  429: message("请求过多", "Too many requests"),
  500: message("系统内部错误", "Internal error"),
  503: message("暂不可用", "Temporarily unavailable"),
};

/** What to do about each problem. A new kind of failure does not compile until it has its line. */
export const problemRemedies: Readonly<Record<Failure["kind"], Message>> = {
  CalendarYearInvalid: message(
    "按 errors 逐项核对国务院办公厅的放假通知后重发；未导入任何内容。",
    "Compare each place in errors with the State Council's notice and send again; nothing was imported.",
  ),
  CaseUnknown: message(
    "核对办件编号。只有申请人本人和监督人员能看到办件；换人登录后看不到属正常。",
    "Check the case number. Only its applicant and supervisors see a case; for everybody else it is not there.",
  ),
  CaseExists: message(
    "不必重新申请，用返回的编号查询办件。",
    "Do not file again; read the case of that number.",
  ),
  ProcessUnknown: message(
    "从 GET /v1/processes 取得流程编号后重发。",
    "Take the process id from GET /v1/processes and send again.",
  ),
  ModeUnknown: message(
    "改用 errors 列出的办理方式，或不填以使用默认方式。",
    "Use one of the modes errors lists, or leave it out for the default.",
  ),
  FormInvalid: message(
    "按 errors 逐项改正后重新提交；可先用 POST /v1/dry-runs 预检。",
    "Mend each field errors names and send again; POST /v1/dry-runs tries a form first.",
  ),
  FormRefused: message(
    "按 errors 和所列依据改正内容；不符合规定的不能受理。",
    "Change the content as errors and the cited rules say; it cannot be accepted as it is.",
  ),
  MaterialsMissing: message(
    "上传 errors 所列材料，再连同文件编号提交。",
    "Upload the materials errors lists, then file with their document ids.",
  ),
  ItemClosed: message(
    "该事项已取消、冻结或不在清单上，不能受理；请看办事指南中的现行事项。",
    "The item is cancelled, frozen or not on the list; see the guide for the items in force.",
  ),
  ItemUnknown: message("改用 detail 列出的事项编号。", "Use one of the item ids detail lists."),
  NotThisDepartment: message(
    "只答复本部门的事项；核对 subject 中的事项编号。",
    "Answer only your own department's items; check the item in subject.",
  ),
  CaseClosed: message("办件已办结，不必再处理。", "The case is closed; nothing more is to be done."),
  CaseStillOpen: message("先撤回或等待办结。", "Withdraw the case or wait until it is closed."),
  AlreadySettled: message(
    "本阶段意见已汇总；确需变更的，按证照变更办理。",
    "The stage's answers were joined; what must change goes through a change of the licence.",
  ),
  NotAskedYet: message(
    "按 Retry-After 等待，以同一 webhook-id 重发。",
    "Wait as Retry-After says and send again under the same webhook-id.",
  ),
  NotDecidable: message(
    "先读取事项现状；已同意、已否决或补正中的事项不能这样答复。",
    "Read where the item stands; one approved, rejected or being corrected takes no such answer.",
  ),
  AnswerOutOfOrder: message(
    "已有更晚的答复，这一条不再需要；不要重发。",
    "A later answer was taken; this one is not needed. Do not send it again.",
  ),
  AnswerFromFuture: message(
    "校准发送方时钟，改正 time 后重发。",
    "Set the sending clock right and send again.",
  ),
  RevisionUnknown: message(
    "使用最近一次抄告中的版本号。",
    "Use the revision of the last message the hub sent you.",
  ),
  RevisionSuperseded: message(
    "按最近一次抄告的新版本重新审查后答复。",
    "Review the new revision the hub sent you, then answer.",
  ),
  RevisionConflict: message(
    "重新读取办件，在新版本上修改，用新的 ETag 重交。",
    "Read the case again, make the change on the new revision, send its ETag in If-Match.",
  ),
  NothingChanged: message(
    "至少改动一处内容或材料；无需补正的，请联系提出补正的部门。",
    "Change at least one field or material; if nothing is to be mended, speak to the department that asked.",
  ),
  OutputsInvalid: message(
    "按 errors 核对号码和校验位，改正后以新的 webhook-id 重发。",
    "Check each code and its check digit as errors says; send again under a new webhook-id.",
  ),
  NotSettled: message("等待各部门全部同意。", "Wait until every department has approved."),
  NoLicence: message("办件尚未核发证照，没有可换发或撤销的证照。", "The case has no licence to change yet."),
  LicenceAlreadyRevoked: message(
    "证照已撤销，不必重复操作。",
    "It is revoked already; nothing more is to be done.",
  ),
  Unreadable: message("检查编码和 JSON 格式后重发。", "Check the encoding and the JSON, then send again."),
  Invalid: message("按 errors 逐项改正后重发。", "Mend each place errors names and send again."),
  BodyTooLarge: message(
    "缩小到上限以内；文件请单独上传。",
    "Bring it under the limit; upload documents separately.",
  ),
  Unauthenticated: message(
    "登录后在请求头 Authorization 中携带令牌；令牌过期请重新登录。",
    "Sign in and send the token in Authorization; if it expired, sign in again.",
  ),
  Forbidden: message(
    "换用具有所需角色的账号，或请管理员授予角色。",
    "Use an account with the role, or ask an administrator for it.",
  ),
  NoDepartment: message(
    "换用部门人员的账号，或请管理员在令牌中加上 department。",
    "Use an account of a department, or ask an administrator for the claim department.",
  ),
  NothingDelegated: message(
    "本办件没有委托，不必撤销。",
    "Nothing is delegated, so nothing is to be revoked.",
  ),
  NotFound: message("核对地址和编号。", "Check the address and the number."),
  HeaderMissing: message("补上 errors 所列请求头后重发。", "Add the header errors names and send again."),
  IdempotencyKeyReused: message(
    "新的申请换新的 Idempotency-Key；重试时内容须与原来一致。",
    "Use a new Idempotency-Key for a new request; a retry must carry the same body.",
  ),
  NameTaken: message("更换字号后重新提交。", "Choose another trade name and file again."),
  PhaseTaken: message(
    "在“我的办件”中找到原办件继续办理;确需重新申请的,先撤回原办件。",
    "Go on with the case that is open; to file anew, withdraw it first.",
  ),
  CodeTaken: message(
    "核对号段，另行分配号码后重发。",
    "Check the range, allocate another code and send again.",
  ),
  Erased: message(
    "个人信息已停止使用，内容不再提供；日志仍可校验。",
    "The personal data was taken out of use and is not served; the log still verifies.",
  ),
  MaterialsWrong: message(
    "重新上传 errors 所列文件后提交。",
    "Upload the documents errors names again, then file.",
  ),
  DepartmentUnknown: message("核对地址中的部门编号。", "Check the department in the address."),
  SignatureMissing: message(
    "按 Standard Webhooks 加上三个请求头后重发。",
    "Send the three headers of Standard Webhooks.",
  ),
  SignatureWrong: message(
    "核对密钥；对 id、时间戳和原始字节签名，签名后不要改动报文。",
    "Check the secret; sign id, timestamp and the raw bytes, and do not change the body afterwards.",
  ),
  TimestampStale: message(
    "校准时钟，用当前时间重新签名后发送。",
    "Set the clock right, sign again with the present time, and send.",
  ),
  WebhookMalformed: message(
    "按 errors 改正报文；格式见接口文档。",
    "Mend the message as errors says; the API documents have its shape.",
  ),
  GuideNotPublished: message(
    "该事项指南的公开内容尚未补齐，请向中心咨询；补齐后即可查看。",
    "Some of what the guide must disclose is still blank; ask the centre. It can be read once that is filled in.",
  ),
  Internal: message(
    "不是您的问题。请把 instance 编号告诉管理员；申请是否成功以查询结果为准。",
    "It is not your fault. Tell the operator the number in instance; read the case to see whether the request counted.",
  ),
  Unavailable: message(
    "按 Retry-After 等待后重试；带同一 Idempotency-Key 重试不会重复受理。",
    "Wait as Retry-After says and try again; under the same Idempotency-Key nothing is filed twice.",
  ),
  ...documentRemedies,
  ...actRemedies,
  ...meetingRemedies,
  ...projectRemedies,
  ...feeRemedies,
};

/** Texts of the page that follows a case; the script reads them from the page. */
export const followTexts = {
  ...jointTexts,
  title: message("办件进度", "Progress of a case"),
  lead: message(
    "输入办件编号，实时查看每个部门办到哪一步。只有申请人本人能看到自己的办件。",
    "Type the case number and see where each department stands, live. Applicants see only their own cases.",
  ),
  noScript: message(
    "本页需要启用 JavaScript。也可到服务窗口凭办件编号查询。",
    "This page needs JavaScript. A service window can also tell you by the case number.",
  ),
  person: message("演示人员", "Demo person"),
  personHint: message("选一位演示人员即可查看，不用密码", "Pick somebody to look as; no password"),
  choosePerson: message("请选择", "choose"),
  token: message("访问令牌", "Access token"),
  tokenHint: message(
    "登录后取得；只在本页使用，不会保存",
    "from your sign-in; used on this page only, never stored",
  ),
  ownToken: message("使用自己的访问令牌", "Use your own access token"),
  caseId: message("办件编号", "Case number"),
  caseIdHint: message("一串数字；不填则列出您的办件", "digits; leave it blank to list your cases"),
  submit: message("查看进度", "Show progress"),
  needToken: message("请选择演示人员，或填写访问令牌。", "Pick a demo person or fill in an access token."),
  badCaseId: message("办件编号只含数字，请核对。", "A case number is digits only; check it."),
  loading: message("正在读取……", "reading …"),
  yourCases: message("您的办件", "Your cases"),
  noCases: message("没有找到您的办件。", "You have no cases yet."),
  filedAt: message("提交时间", "Filed"),
  receivedOn: message("收件日期", "Received"),
  wholePromised: message("全件承诺时限", "Whole case, promised"),
  wholeStatutory: message("全件法定时限", "Whole case, by law"),
  owner: message("责任人", "Who answers for it"),
  agent: message("代办委托", "Delegated to a station"),
  until: message("有效至", "until"),
  agentRevoked: message("已撤销", "revoked"),
  closedAt: message("办结时间", "Closed"),
  deliveredOn: message("结果送达", "Result delivered"),
  revision: message("材料版本", "Revision"),
  mode: message("办理方式", "Mode"),
  live: message("实时更新中", "live"),
  retrying: message("连接中断，正在重试", "connection lost, trying again"),
  ended: message("已办结，不再更新", "closed, no more updates"),
  stopped: message("已停止更新", "updates stopped"),
  noticeLead: message(
    "各部门需要您修改的内容已一次列全。请通过原申报渠道提交。",
    "All departments' wishes at once. Hand in what you mend where you filed.",
  ),
  number: message("编号", "No."),
  issuedAt: message("签发时间", "Issued"),
  answerBy: message("请在此日前提交：", "Answer it by"),
  owed: message("容缺待补材料", "Materials you promised"),
  owedBy: message("请在此日前补齐：", "Hand them in by"),
  refusal: message("不予许可的理由", "Why it was refused"),
  returned: message("已退件", "Returned"),
  returnedLead: message(
    "未在期限内修改、补齐承诺的材料或者缴费，本件已退回，可以重新申报。",
    "What was to be mended, promised or paid did not come in time. You may file again.",
  ),
  withdrawal: message("撤回原因", "Why it was withdrawn"),
  withdrawalPending: message("撤回申请待裁定", "Your withdrawal waits for a ruling"),
  ruledBy: message("主办部门最迟裁定（逾期视为同意）：", "The lead rules, or it counts as granted, by"),
  departments: message("各部门进度", "Each department"),
  asked: message("送达部门", "sent to the department"),
  accepted: message("部门受理", "accepted"),
  decided: message("作出决定", "decided"),
  notYet: message("待办", "to come"),
  replyBy: message("最迟受理", "to be accepted by"),
  promised: message("承诺时限", "Promised"),
  statutory: message("法定时限", "By law"),
  workingDay: message("个工作日", "working day"),
  workingDays: message("个工作日", "working days"),
  naturalDay: message("个自然日", "natural day"),
  naturalDays: message("个自然日", "natural days"),
  workingHour: message("个工作小时", "working hour"),
  workingHours: message("个工作小时", "working hours"),
  naturalHour: message("小时", "hour"),
  naturalHours: message("小时", "hours"),
  atOnce: message("当场办结", "on the spot"),
  fromAcceptance: message("受理后起算", "from acceptance"),
  paused: message("计时暂停", "clock stopped"),
  noLimit: message("未设定", "none set"),
  unknownYear: message("待工作日历公布", "calendar not yet published"),
  overdue: message("已超期", "overdue"),
  opinion: message("意见", "Opinion"),
  licenceLead: message("已核发。二维码供任何人核验。", "It is issued. Anybody may verify it by its QR code."),
  openPdf: message("打开", "Open the"),
  openVerify: message("核验页面", "Verification page"),
  qr: message("核验二维码", "QR code that verifies it"),
  changes: message("最新动态", "What changed"),
  problem: message("出现问题", "There is a problem"),
  network: message("连接不上服务器，请检查网络。", "The server cannot be reached; check the network."),
} as const;

/** Texts of the API documents' page. */
export const docsTexts = {
  title: message("接口文档", "API documents"),
  lead: message(
    "部门系统和申报平台按此对接，可在线试用。全部由本服务提供，离线可用。",
    "For department systems and portals, to read and to try. The hub serves all of it itself, also offline.",
  ),
  raw: message("OpenAPI 3.1 原文", "The OpenAPI 3.1 document"),
  noScript: message(
    "在线试用需要启用 JavaScript；也可直接阅读上面的 OpenAPI 3.1 原文。",
    "Trying it needs JavaScript; the OpenAPI 3.1 document above can be read without.",
  ),
} as const;
