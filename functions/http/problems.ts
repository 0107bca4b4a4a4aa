import { bilingual, type Message, message } from "../../schemas/message.ts";
import type { Problem } from "../../schemas/problem.ts";
import type { WebhookResult } from "../application/receive-webhook.ts";
import type { Refusal } from "../case/refusals.ts";
import { actProblems } from "./act-problems.ts";
import { type DocumentFailure, documentProblems } from "./document-problems.ts";
import { type FeeFailure, feeProblems } from "./fee-problems.ts";
import { meetingProblems } from "./meeting-problems.ts";
import {
  allQuoted,
  listed,
  type ProblemRow,
  type ProblemTable,
  quoted,
  somewhere,
  wordFor,
} from "./problem-row.ts";
import { projectProblems } from "./project-problems.ts";
import { caseStatuses, closedBecause, itemStatuses, roleNames } from "./words.ts";

/** Failures only the HTTP layer knows. */
export type HttpFailure =
  | { kind: "Unreadable"; errors: { path: string; message: Message }[] }
  | { kind: "Invalid"; errors: { path: string; message: Message }[] }
  | { kind: "BodyTooLarge"; limitBytes: number }
  | { kind: "Unauthenticated"; why: Message }
  | { kind: "Forbidden"; needed: readonly string[] }
  | { kind: "NoDepartment" }
  | { kind: "NothingDelegated" }
  | { kind: "NotFound" }
  | { kind: "HeaderMissing"; header: string; example: string }
  | { kind: "IdempotencyKeyReused" }
  | { kind: "NameTaken" }
  | { kind: "PhaseTaken"; works: string }
  | { kind: "CodeTaken"; output: string }
  | { kind: "Erased" }
  | { kind: "MaterialsWrong"; errors: { path: string; message: Message }[] }
  | DocumentFailure
  | Extract<FeeFailure, { kind: "NoFeeSheet" }>
  | { kind: "GuideNotPublished"; blank: readonly Message[] }
  | { kind: "CalendarYearInvalid"; faults: readonly { readonly field: string; readonly message: string }[] }
  | { kind: "Internal" }
  | { kind: "Unavailable" };

type WebhookFailure = Extract<
  WebhookResult,
  {
    kind: "DepartmentUnknown" | "SignatureMissing" | "SignatureWrong" | "TimestampStale" | "WebhookMalformed";
  }
>;

/** Everything that can go wrong at the border. */
export type Failure = Refusal | HttpFailure | WebhookFailure;

/** Every failure's problem type. A new kind of refusal does not compile until it has its row. */
export const problems = {
  CaseUnknown: {
    slug: "case-unknown",
    status: 404,
    title: message("没有这个办件", "no such case"),
    detail: () => message("请核对办件编号", "check the case number"),
  },
  CaseExists: {
    slug: "case-exists",
    status: 409,
    title: message("办件已存在", "the case exists already"),
    detail: ({ caseId }) => message(`办件${quoted(caseId)}已受理`, `case ${caseId} was filed before`),
  },
  ProcessUnknown: {
    slug: "process-unknown",
    status: 422,
    title: message("没有这个联办流程", "no such process"),
    detail: ({ known }) =>
      message(`processId 应为:${listed(known)}`, `processId must be one of: ${listed(known)}`),
    errors: ({ known }) => [
      { path: "processId", message: message(`请改为:${listed(known)}`, `use one of: ${listed(known)}`) },
    ],
  },
  ModeUnknown: {
    slug: "mode-unknown",
    status: 422,
    title: message("没有这种办理方式", "no such mode"),
    detail: ({ known }) => message(`mode 应为:${listed(known)}`, `mode must be one of: ${listed(known)}`),
    errors: ({ known }) => [
      { path: "mode", message: message(`请改为:${listed(known)}`, `use one of: ${listed(known)}`) },
    ],
  },
  FormInvalid: {
    slug: "form-invalid",
    status: 422,
    title: message("表单填写有误", "the form is not filled in correctly"),
    detail: ({ issues }) => somewhere(issues.length),
    errors: ({ issues }) =>
      issues.map(({ path, message: text }) => ({ path: `form.${path}`, message: text })),
  },
  FormRefused: {
    slug: "form-refused",
    status: 422,
    title: message("表单内容不符合规定", "the form breaks a rule"),
    detail: ({ findings }) => somewhere(findings.length),
    errors: ({ findings }) =>
      findings.map(({ path, message: text, source }) => ({
        path: `form.${path}`,
        message: message(`${text.zh}(${source})`, `${text.en} (${source})`),
      })),
  },
  MaterialsMissing: {
    slug: "materials-missing",
    status: 422,
    title: message("材料不齐", "materials are missing"),
    detail: ({ missing }) =>
      message(
        `请补充:${missing.map(({ name }) => name.zh).join("、")}`,
        `please add: ${missing.map(({ name }) => name.en).join(", ")}`,
      ),
    errors: ({ missing }) =>
      missing.map(({ code, name, why }) => ({
        path: `materials.${code}`,
        message: message(`请上传${name.zh}:${why.zh}`, `upload ${name.en}: ${why.en}`),
      })),
  },
  ItemClosed: {
    slug: "item-closed",
    status: 422,
    title: message("事项不在权力清单上", "an item is not on the power list"),
    detail: ({ itemId, why }) => {
      const because = wordFor(closedBecause, why);
      return message(
        `事项${quoted(itemId)}${because.zh},不能受理`,
        `${itemId} is ${because.en} and cannot be started`,
      );
    },
  },
  ItemUnknown: {
    slug: "item-unknown",
    status: 404,
    title: message("办件没有这个事项", "the case has no such item"),
    detail: ({ known }) =>
      message(`本办件的事项:${allQuoted(known)}`, `items of this case: ${listed(known)}`),
  },
  NotThisDepartment: {
    slug: "not-this-department",
    status: 403,
    title: message("不是贵部门的事项", "not this department's item"),
    detail: ({ itemId, department }) =>
      message(
        `事项${quoted(itemId)}不由部门${quoted(department)}办理`,
        `${itemId} is not decided by ${department}`,
      ),
  },
  CaseClosed: {
    slug: "case-closed",
    status: 409,
    title: message("办件已办结", "the case is closed"),
    detail: ({ status }) =>
      message(`办件状态为“${caseStatuses[status].zh}”,不再变更`, `the case is ${status} and changes no more`),
  },
  CaseStillOpen: {
    slug: "case-still-open",
    status: 409,
    title: message("办件尚未办结", "the case is still open"),
    detail: () => message("请先办结或撤回", "close or withdraw it first"),
  },
  AlreadySettled: {
    slug: "already-settled",
    status: 409,
    title: message("本阶段已办结", "the stage is settled"),
    detail: ({ stageId }) =>
      message(
        `阶段${quoted(stageId)}的意见已汇总,不再变更`,
        `the answers of stage ${stageId} were joined and stand`,
      ),
  },
  NotAskedYet: {
    slug: "not-asked-yet",
    status: 409,
    title: message("尚未征询贵部门", "the item was not asked yet"),
    detail: () => message("请稍后以同一编号重发", "send it again later under the same id"),
    retryAfterSeconds: 1,
  },
  NotDecidable: {
    slug: "not-decidable",
    status: 409,
    title: message("当前状态不能这样答复", "this answer cannot be taken now"),
    detail: ({ itemId, status }) =>
      message(`事项${quoted(itemId)}当前为“${itemStatuses[status].zh}”`, `${itemId} is ${status} now`),
  },
  AnswerOutOfOrder: {
    slug: "answer-out-of-order",
    status: 409,
    title: message("已有更晚的答复", "a later answer was taken already"),
    detail: ({ time, lastAnswerAt }) =>
      message(
        `本答复时间${time},已收到${lastAnswerAt}的答复`,
        `this answer is of ${time}, the last one taken of ${lastAnswerAt}`,
      ),
  },
  AnswerFromFuture: {
    slug: "answer-from-future",
    status: 422,
    title: message("答复时间晚于当前时间", "the answer is dated in the future"),
    detail: ({ time, now }) =>
      message(
        `time 为${time},现在是${now};请校准系统时钟`,
        `time is ${time}, now is ${now}; set the sending clock right`,
      ),
    errors: () => [
      { path: "time", message: message("请校准时钟后重发", "set the clock right and send again") },
    ],
  },
  RevisionUnknown: {
    slug: "revision-unknown",
    status: 422,
    title: message("没有向贵部门展示过这个版本", "this revision was never shown to the department"),
    detail: ({ revision, current }) =>
      message(`revision 为${revision},应为${current}`, `revision is ${revision}; it must be ${current}`),
    errors: ({ current }) => [
      { path: "data.revision", message: message(`请改为${current}`, `use ${current}`) },
    ],
  },
  RevisionSuperseded: {
    slug: "revision-superseded",
    status: 409,
    title: message(
      "审查依据已变化,请按最新内容审查",
      "what was reviewed has changed; review it as it stands now",
    ),
    detail: ({ revision, current }) =>
      revision === current
        ? message(
            "本事项依据的其他部门结果已更新",
            "an output of another department that this item builds on was replaced",
          )
        : message(
            `答复针对版本${revision},现为版本${current}`,
            `the answer is about revision ${revision}; ${current} stands`,
          ),
  },
  RevisionConflict: {
    slug: "revision-conflict",
    status: 412,
    title: message("办件已有新版本", "the case has a newer revision"),
    detail: ({ expected, current }) =>
      message(
        `If-Match 为${expected},现为${current};请重新读取后再改`,
        `If-Match says ${expected}, ${current} stands; read the case again`,
      ),
  },
  NothingChanged: {
    slug: "nothing-changed",
    status: 422,
    title: message("补正没有改动任何内容", "the correction changes nothing"),
    detail: () => message("请至少改动一处表单或材料", "change at least one field or material"),
  },
  OutputsInvalid: {
    slug: "outputs-invalid",
    status: 422,
    title: message("办理结果校验不通过", "the outputs do not verify"),
    detail: ({ itemId }) =>
      message(
        `事项${quoted(itemId)}的结果有误,请逐项改正`,
        `the outputs of ${itemId} are wrong; each is named in errors`,
      ),
    errors: ({ problems: wrong }) =>
      wrong.map(({ path, message: text }) => ({ path: `data.outputs.${path}`, message: text })),
  },
  NotSettled: {
    slug: "not-settled",
    status: 409,
    title: message("尚未全部同意", "not every department has approved"),
    detail: ({ status }) => message(`办件状态为“${caseStatuses[status].zh}”`, `the case is ${status}`),
  },
  NoLicence: {
    slug: "no-licence",
    status: 404,
    title: message("办件没有证照", "the case has no licence"),
    detail: ({ status }) => message(`办件状态为“${caseStatuses[status].zh}”`, `the case is ${status}`),
  },
  LicenceAlreadyRevoked: {
    slug: "licence-already-revoked",
    status: 409,
    title: message("证照已撤销", "the licence is revoked already"),
    detail: ({ licenceId }) => message(`证照${quoted(licenceId)}已撤销`, `licence ${licenceId} is revoked`),
  },
  Unreadable: {
    slug: "unreadable",
    status: 400,
    title: message("请求无法读取", "the request cannot be read"),
    detail: ({ errors }) => somewhere(errors.length),
    errors: ({ errors }) => errors,
  },
  Invalid: {
    slug: "invalid",
    status: 422,
    title: message("请求内容有误", "the request is not valid"),
    detail: ({ errors }) => somewhere(errors.length),
    errors: ({ errors }) => errors,
  },
  BodyTooLarge: {
    slug: "body-too-large",
    status: 413,
    title: message("请求过大", "the request is too large"),
    detail: ({ limitBytes }) => message(`上限为${limitBytes}字节`, `the limit is ${limitBytes} bytes`),
  },
  Unauthenticated: {
    slug: "unauthenticated",
    status: 401,
    title: message("请先登录", "sign in first"),
    detail: ({ why }) => why,
  },
  Forbidden: {
    slug: "forbidden",
    status: 403,
    title: message("无权操作", "not allowed"),
    detail: ({ needed }) =>
      message(
        `需要角色:${needed.map((role) => wordFor(roleNames, role).zh).join("、")}`,
        `this needs one of the roles: ${listed(needed)}`,
      ),
  },
  NoDepartment: {
    slug: "no-department",
    status: 403,
    title: message("账号没有所属部门", "the account belongs to no department"),
    detail: () =>
      message(
        "此操作须由部门人员办理;令牌中没有 department",
        "people of a department do this; the token names no department",
      ),
  },
  NothingDelegated: {
    slug: "nothing-delegated",
    status: 409,
    title: message("本办件没有代办委托", "nothing of this case is delegated"),
    detail: () => message("没有可撤销的委托", "there is no delegation to revoke"),
  },
  NotFound: {
    slug: "not-found",
    status: 404,
    title: message("没有找到", "not found"),
    detail: () => message("请核对地址或编号", "check the address or the number"),
  },
  HeaderMissing: {
    slug: "header-missing",
    status: 400,
    title: message("缺少请求头", "a header is missing"),
    detail: ({ header, example }) =>
      message(`请加请求头 ${header}: ${example}`, `add the header ${header}: ${example}`),
    errors: ({ header, example }) => [
      {
        path: `headers.${header.toLowerCase()}`,
        message: message(`例如 ${example}`, `for example ${example}`),
      },
    ],
  },
  IdempotencyKeyReused: {
    slug: "idempotency-key-reused",
    status: 422,
    title: message("同一 Idempotency-Key 用于不同的请求", "the idempotency key was used for another request"),
    detail: () => message("新的申请请换新的编号", "use a new key for a new request"),
  },
  NameTaken: {
    slug: "name-taken",
    status: 409,
    title: message("名称已被登记或保留", "the name is registered or reserved"),
    detail: () =>
      message(
        "同一登记机关已有相同字号和行业的名称,请更换字号",
        "a name with the same trade name and industry exists at this authority; choose another trade name",
      ),
    errors: () => [
      { path: "form.name.tradeName", message: message("请更换字号", "choose another trade name") },
    ],
  },
  PhaseTaken: {
    slug: "phase-taken",
    status: 409,
    title: message("同一单体的同一阶段已有在办件", "another case of this phase is open for these works"),
    detail: ({ works }) =>
      message(
        `该项目的单体${quoted(works)}已有同一联办事项正在办理,请在原办件上补正,或待其办结、撤回后再申请`,
        `the same joint process is under way for ${works} of the project; correct that case, or file once it is closed or withdrawn`,
      ),
    errors: () => [
      {
        path: "form.works",
        message: message("请核对单体,或在原办件上办理", "check the works, or go on with that case"),
      },
    ],
  },
  CodeTaken: {
    slug: "code-taken",
    status: 422,
    title: message("代码已用于其他办件", "the code belongs to another case"),
    detail: ({ output }) =>
      message(`${quoted(output)}已使用,请另行分配`, `${output} is in use; allocate another`),
    errors: ({ output }) => [
      { path: `data.outputs.${output}`, message: message("请另行分配", "allocate another") },
    ],
  },
  Erased: {
    slug: "erased",
    status: 410,
    title: message("办件的个人信息已停止使用", "the case's personal data was taken out of use"),
    detail: () => message("办件记录仍可校验,内容不再可读", "its log still verifies, its content is gone"),
  },
  MaterialsWrong: {
    slug: "materials-wrong",
    status: 422,
    title: message("材料与上传的文件不符", "a material does not match its stored document"),
    detail: ({ errors }) => somewhere(errors.length),
    errors: ({ errors }) => errors,
  },
  DepartmentUnknown: {
    slug: "department-unknown",
    status: 404,
    title: message("没有这个部门", "no such department"),
    detail: () => message("请核对地址中的部门编号", "check the department in the address"),
  },
  SignatureMissing: {
    slug: "signature-missing",
    status: 401,
    title: message("缺少签名", "the message is not signed"),
    detail: ({ header }) =>
      message(`请求头 ${header} 缺失或格式不对`, `the header ${header} is missing or malformed`),
  },
  SignatureWrong: {
    slug: "signature-wrong",
    status: 401,
    title: message("签名不正确", "the signature is wrong"),
    detail: () =>
      message(
        "请核对密钥,并对原始字节签名;非 UTF-8 报文请用 application/octet-stream 之类的类型,以免网关改动字节",
        "check the secret and sign the bytes exactly as sent; send what is not UTF-8 as application/octet-stream or the like, so that no gateway changes its bytes",
      ),
  },
  TimestampStale: {
    slug: "timestamp-stale",
    status: 401,
    title: message("时间戳超出五分钟", "the timestamp is more than five minutes off"),
    detail: ({ ageSeconds }) =>
      message(
        `相差${ageSeconds}秒;请校准时钟并重新签名`,
        `it is ${ageSeconds} s off; set the clock right and sign anew`,
      ),
  },
  WebhookMalformed: {
    slug: "webhook-malformed",
    status: 400,
    title: message("报文格式不正确", "the message is malformed"),
    detail: ({ errors }) => somewhere(errors.length),
    errors: ({ errors }) => errors,
  },
  GuideNotPublished: {
    slug: "guide-not-published",
    status: 409,
    title: message("事项指南尚未公开", "the guide is not published"),
    detail: ({ blank }) =>
      message(
        `公开内容尚缺:${blank.map(({ zh }) => zh).join("、")}`,
        `still blank: ${blank.map(({ en }) => en).join(", ")}`,
      ),
  },
  CalendarYearInvalid: {
    slug: "calendar-year-invalid",
    status: 422,
    title: message("放假安排有误", "the notice of the year is not valid"),
    detail: ({ faults }) => somewhere(faults.length),
    errors: ({ faults }) =>
      faults.map(({ field, message: text }) => {
        const [zh = text, en = text] = text.split(" / ");
        return { path: field, message: message(zh, en) };
      }),
  },
  Internal: {
    slug: "internal",
    status: 500,
    title: message("系统内部错误", "an internal error"),
    detail: () => message("请凭 instance 编号联系管理员", "tell the operator the number in instance"),
  },
  Unavailable: {
    slug: "unavailable",
    status: 503,
    title: message("服务暂不可用", "temporarily unavailable"),
    detail: () => message("请稍后重试", "try again later"),
    retryAfterSeconds: 5,
  },
  ...documentProblems,
  ...actProblems,
  ...meetingProblems,
  ...projectProblems,
  ...feeProblems,
} satisfies ProblemTable<Failure>;

/** The address of a problem type, without the host. */
export const problemType = (slug: string): string => `/problems/${slug}`;

/** What people call a department; `null` for an id nobody knows. */
export type DepartmentNames = (id: string) => Message | null;

/** A failure with the departments it names by their names in one language, wherever they are known. */
const named = (failure: Failure, nameOf: DepartmentNames, language: keyof Message): Failure => {
  const said = Object.fromEntries(
    Object.entries(failure).map(([field, value]) =>
      (field === "department" || field === "lead") && typeof value === "string"
        ? [field, nameOf(value)?.[language] ?? value]
        : [field, value],
    ),
  );
  return said as unknown as Failure;
};

const nobody: DepartmentNames = () => null;

/**
 * Tell a failure as RFC 9457 does. `instance` names this occurrence.
 *
 * @param nameOf - what departments are called. @default ids as they are, where no catalogue is at hand
 */
export const problemOf = (
  failure: Failure,
  instance: string,
  nameOf: DepartmentNames = nobody,
): { problem: Problem; retryAfterSeconds: number | null } => {
  const row = problems[failure.kind] as ProblemRow<Failure>;
  const detail = (language: keyof Message): string => row.detail(named(failure, nameOf, language))[language];
  const errors = row.errors?.(failure);
  const problem: Problem = {
    type: problemType(row.slug),
    title: bilingual(row.title.zh, row.title.en),
    status: row.status,
    detail: bilingual(detail("zh"), detail("en")),
    instance,
  };
  return {
    problem: errors === undefined ? problem : { ...problem, errors },
    retryAfterSeconds: row.retryAfterSeconds ?? null,
  };
};
