import { makeRefreshCalendar } from "../../application/refresh-calendar.ts";
import { makeLetterApp } from "../../http/letter-app.ts";
import { makeStackAuthenticate } from "./authentication.ts";
import { makeFunctionHub, makeGround } from "./hub.ts";
import { dataKeys } from "./keys.ts";

/** The function that prints the official letters of cases. */
export const makeLetterFunction = () => {
  const { hub, memory, live } = makeFunctionHub(makeGround(dataKeys()));
  const calendar = makeRefreshCalendar({ ...hub, live });
  return makeLetterApp({ hub, memory, calendar, authenticate: makeStackAuthenticate() });
};
