import { createServer } from "node:http2";
import type { WorkflowContext, WorkflowSharedContext } from "@restatedev/restate-sdk";
import { createEndpointHandler, RestatePromise, workflow } from "@restatedev/restate-sdk";
import { listenAndTell } from "./service.ts";
import { type ApplicationForm, type DepartmentAnswer, departments, resultOf } from "./three-departments.ts";

const caseReview = workflow({
  name: "CaseReview",
  handlers: {
    run: async (ctx: WorkflowContext, _form: ApplicationForm) => {
      const waits = departments.map((department) => ctx.promise<DepartmentAnswer>(department).get());
      return resultOf(await RestatePromise.all(waits));
    },
    answer: async (ctx: WorkflowSharedContext, answer: DepartmentAnswer) => {
      await ctx.promise<DepartmentAnswer>(answer.department).resolve(answer);
    },
  },
});

listenAndTell(createServer(createEndpointHandler({ services: [caseReview] })));
