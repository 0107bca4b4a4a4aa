import { type Message, message } from "../../schemas/message.ts";
import type { Refusal } from "../case/refusals.ts";
import { type ProblemTable, wordFor } from "./problem-row.ts";
import { occasionWords } from "./words.ts";

/** Refusals of ratings (好差评) and of answers to them. */
export type RatingRefusal = Extract<
  Refusal,
  { kind: "RatedAlready" | "RatingTooEarly" | "RatingUnknown" | "RatingAnswered" }
>;

const occasionZh = (occasion: string): string => wordFor(occasionWords, occasion).zh;

/** What must have happened before a service, or one item of it, is rated. */
const tooEarlyToRate = ({
  occasion,
  item,
  isAsked,
}: Extract<RatingRefusal, { kind: "RatingTooEarly" }>): Message => {
  if (item === null)
    return occasion === "completion"
      ? message("办结后才能评价办理结果", "completion is rated once the case is closed")
      : message("部门受理后才能评价受理环节", "acceptance is rated once a department has accepted");
  if (!isAsked)
    return message(
      `“${item.zh}”没有征询部门,征询后才能评价`,
      `no department was asked about “${item.en}”; it is rated once one was`,
    );
  return occasion === "completion"
    ? message(
        `部门对“${item.zh}”作出决定、办件办结后才能评价办理结果`,
        `the completion of “${item.en}” is rated once it was decided and the case is closed`,
      )
    : message(
        `部门受理“${item.zh}”后才能评价受理环节`,
        `the acceptance of “${item.en}” is rated once its department has accepted`,
      );
};

/** The problem types of {@link RatingRefusal}. */
export const ratingProblems = {
  RatedAlready: {
    slug: "rated-already",
    status: 409,
    title: message("已经评价过", "it was rated already"),
    detail: ({ occasion }) =>
      message(`${occasionZh(occasion)}环节每个事项只评价一次`, `each item is rated once on ${occasion}`),
  },
  RatingTooEarly: {
    slug: "rating-too-early",
    status: 409,
    title: message("还不能评价", "it is too early to rate"),
    detail: tooEarlyToRate,
  },
  RatingUnknown: {
    slug: "rating-unknown",
    status: 404,
    title: message("没有这条评价", "there is no such rating"),
    detail: ({ occasion }) =>
      message(
        `申请人没有评价${occasionZh(occasion)}环节的这个事项`,
        `the applicant did not rate this item on ${occasion}`,
      ),
  },
  RatingAnswered: {
    slug: "rating-answered",
    status: 409,
    title: message("这条评价已答复", "the rating was answered already"),
    detail: ({ occasion }) =>
      message(`${occasionZh(occasion)}环节的评价只答复一次`, `a rating on ${occasion} is answered once`),
  },
} satisfies ProblemTable<RatingRefusal>;
