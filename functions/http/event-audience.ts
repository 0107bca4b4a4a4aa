import type { CaseEvent, EventOf } from "../../schemas/events.ts";

/** What somebody may read of a case's events besides its course. */
export interface EventAudience {
  /** The application itself: the applicant, and who may read it for them. */
  seesForm: boolean;
  /** The words of ratings: the applicant, and those who supervise. */
  seesRatings: boolean;
}

type Shown = { type: string } & Record<string, unknown>;

/** A filing without the application and without who signed for it. */
const courseOfFiling = ({ form: _, materials: __, ...filed }: EventOf<"CaseFiled">): Shown => {
  const { tolerance, commitments, delegation, ...course } = filed;
  const { signedBy: ___, ...owed } = tolerance ?? {};
  const { mandate: ____, ...delegated } = delegation ?? {};
  return {
    ...course,
    ...(tolerance === undefined ? {} : { tolerance: owed }),
    ...(commitments === undefined ? {} : { commitments: commitments.map(({ item }) => ({ item })) }),
    ...(delegation === undefined ? {} : { delegation: delegated }),
  };
};

const courseOf = (event: CaseEvent): Shown => {
  switch (event.type) {
    case "CaseFiled":
      return courseOfFiling(event);
    case "RevisionSubmitted": {
      const { form: _, materials: __, ...course } = event;
      return course;
    }
    case "LicenceDelivered":
      return { ...event, recipient: null };
    default:
      return event;
  }
};

/** An event as far as somebody may read it. */
export const eventFor = (event: CaseEvent, { seesForm, seesRatings }: EventAudience): Shown => {
  if (event.type === "CaseRated" && !seesRatings) return { ...event, text: null };
  return seesForm ? event : courseOf(event);
};
