import * as z from "zod";
import { ownerView } from "./case-parts.ts";
import { projectCodeSchema } from "./codes/project-code.ts";

const text = z.object({ zh: z.string(), en: z.string() });

/** The code of a project in an address, of either format. */
export const projectParams = z.object({
  code: projectCodeSchema.meta({
    param: { name: "code", in: "path" },
    example: "2611-340300-04-01-123456",
  }),
});

/** How something taken over stands today. */
const standing = z.enum(["stands", "expired", "revoked"]);

/** The green channel (重大项目绿色通道) of a project or a case: who granted it, why, by what rule, and who answers for it. */
export const greenChannelView = z
  .object({
    grantedBy: z.object({ id: z.string(), name: z.string(), role: z.string() }),
    reason: z.string(),
    basis: z.string(),
    owner: ownerView,
    on: z.string(),
  })
  .meta({ id: "GreenChannel" });

/** An output of a project with where it is from, since when and until when it counts, and how it stands. */
export const outputView = z
  .object({
    item: z.string(),
    itemName: text,
    name: z.string(),
    label: text,
    value: z.unknown(),
    caseId: z.string(),
    processId: z.string(),
    on: z.string(),
    expiresOn: z.string().nullable(),
    standing,
  })
  .meta({ id: "ProjectOutput" });
/** See {@link outputView}. */
export type OutputView = z.infer<typeof outputView>;

/** The project of a case, with what the case took over from earlier ones. `project` is null where a process knows none. */
export const projectOfCase = {
  project: z.object({ code: z.string(), name: z.string(), works: z.array(z.string()) }).nullable(),
  inherited: z.array(outputView),
  inheritedMaterials: z.array(z.object({ code: z.string(), caseId: z.string(), on: z.string(), standing })),
  greenChannel: greenChannelView.nullable(),
} as const;

/** A case as its project lists it. `stage` is the one being worked on. */
const caseOfProject = z.object({
  caseId: z.string(),
  title: z.string(),
  works: z.array(z.string()),
  status: z.string(),
  stage: text.nullable(),
  waitingFor: text,
  filedAt: z.string(),
  closedAt: z.string().nullable(),
});

/** A material the project has, so that no later phase asks for it. */
const materialOfProject = z.object({
  code: z.string(),
  name: z.string(),
  caseId: z.string(),
  on: z.string(),
});

/** What a case took over and stands no more. */
const flagView = z.object({ caseId: z.string(), source: z.string(), on: z.string(), reason: z.string() });

/** `GET /v1/projects/{code}`: a project as far as somebody may see it. Phases are the processes, in the order of their first case. */
export const projectView = z
  .object({
    code: z.string(),
    name: z.string(),
    works: z.array(z.string()),
    phases: z.array(z.object({ processId: z.string(), name: text, cases: z.array(caseOfProject) })),
    outputs: z.array(outputView),
    materials: z.array(materialOfProject),
    flags: z.array(flagView),
    greenChannel: greenChannelView.nullable(),
  })
  .meta({ id: "Project" });
/** See {@link projectView}. */
export type ProjectView = z.infer<typeof projectView>;

/** `GET /v1/projects`: somebody's own projects. */
export const projectSummary = z
  .object({
    code: z.string(),
    name: z.string(),
    works: z.array(z.string()),
    cases: z.int(),
    openCases: z.int(),
    greenChannel: z.boolean(),
  })
  .meta({ id: "ProjectSummary" });
/** See {@link projectSummary}. */
export type ProjectSummary = z.infer<typeof projectSummary>;

/**
 * The person who answers for a project of the green channel. `id` is the subject their token has: who that is, the issuer of
 * the tokens alone knows, so its shape is all that is checked.
 * @see OpenID Connect Core 1.0 §2: `sub` is at most 255 ASCII characters
 */
const greenOwner = z.strictObject({
  id: z.string().regex(/^[\x21-\x7e]{1,120}$/, {
    error:
      "应为此人登录令牌的 sub，由英文字母、数字和符号组成，不含空格，不是姓名，例如 window-01 / the sub of that person's token: letters, digits and signs without blanks, not a name, e.g. window-01",
  }),
  name: z.string().min(1).max(80),
  department: z.string().min(1).max(60).optional(),
});

const reason = z.string().min(1).max(500);

/** `POST /v1/projects/{code}/green-channel`. `basis` is the decision that makes it a major project; `owner` answers for it. */
export const greenChannelBody = z
  .strictObject({ reason, basis: z.string().min(1).max(200), owner: greenOwner })
  .meta({ id: "GreenChannelGrant" });

/** `POST /v1/projects/{code}/green-channel/owner`: who answers for the project from now on, and why. */
export const greenOwnerBody = z
  .strictObject({ owner: greenOwner, reason })
  .meta({ id: "GreenChannelOwnerChange" });

/** `POST /v1/projects/{code}/green-channel/ending`. */
export const greenEndingBody = z.strictObject({ reason }).meta({ id: "GreenChannelEndingBody" });

/** What a grant came to: the open cases it took in; of a new owner, those that were handed over. */
export const greenChannelReceipt = z
  .object({ code: z.string(), greenChannel: greenChannelView, cases: z.array(z.string()) })
  .meta({ id: "GreenChannelReceipt" });

/** What ended, and by whom. */
export const greenEndingReceipt = z
  .object({
    code: z.string(),
    greenChannel: greenChannelView,
    endedBy: z.object({ id: z.string(), name: z.string(), role: z.string() }),
    reason: z.string(),
    endedOn: z.string(),
  })
  .meta({ id: "GreenChannelEnding" });

/** How urgent a case is: its first due date is over, is the day itself, comes within three working days, or later. */
export const urgency = z.enum(["overdue", "today", "soon", "later"]);
/** See {@link urgency}. */
export type Urgency = z.infer<typeof urgency>;

const greenCase = z.object({
  caseId: z.string(),
  processId: z.string(),
  phase: text,
  stage: text.nullable(),
  title: z.string(),
  status: z.string(),
  waitingFor: text,
  dueOn: z.string().nullable(),
  urgency,
});

const doneOfDay = z.object({
  caseId: z.string(),
  item: z.string().nullable(),
  name: text,
  outcome: z.enum([
    "approved",
    "rejected",
    "deemed",
    "overruled",
    "issued",
    "refused",
    "withdrawn",
    "returned",
  ]),
});

/**
 * `GET /v1/green-channel`: how the projects of the green channel stand at the end of a day, the most urgent first. `done` is
 * what was decided and closed that day; an `item` of null is the whole case. A project has its name from its cases: `remark`
 * says why one has none, such as that no case was filed yet.
 */
export const greenSummary = z
  .object({
    on: z.string(),
    projects: z.array(
      z.object({
        code: z.string(),
        name: z.string().nullable(),
        remark: text.nullable(),
        greenChannel: greenChannelView,
        urgency: urgency.nullable(),
        cases: z.array(greenCase),
        done: z.array(doneOfDay),
      }),
    ),
  })
  .meta({ id: "GreenChannelSummary" });
/** See {@link greenSummary}. */
export type GreenSummary = z.infer<typeof greenSummary>;
/** One project of the summary. */
export type GreenProject = GreenSummary["projects"][number];
