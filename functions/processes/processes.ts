import { companyRegistration } from "./company-registration.ts";
import type { Processes } from "./process.ts";

/** Every joint process of the hub. A new one is its file and its line here. */
export const processes: Processes = new Map([companyRegistration].map((process) => [process.id, process]));
