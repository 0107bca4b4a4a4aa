import type { Fault, FormRule } from "../form-rule.ts";
import type { AcceptanceForm as Form } from "./acceptance-form.ts";
import { sharedRules } from "./rules.ts";

const finishedAfterStart = ({ completion }: Form): Fault[] =>
  completion.finishedOn >= completion.startedOn
    ? []
    : [
        {
          path: ["completion", "finishedOn"],
          zh: `竣工日期早于开工日期${completion.startedOn}，请核对两个日期`,
          en: `the works were complete before they began on ${completion.startedOn}; check both days`,
        },
      ];

/** The parties accept what is complete, and the quality supervisor reports on their acceptance. */
const acceptedAfterCompletion = ({ completion: { finishedOn, acceptance, supervision } }: Form): Fault[] => {
  const faults: Fault[] = [];
  if (acceptance.acceptedOn < finishedOn)
    faults.push({
      path: ["completion", "acceptance", "acceptedOn"],
      zh: `竣工验收日期早于竣工日期${finishedOn}，请核对两个日期`,
      en: `the works were accepted before they were complete on ${finishedOn}; check both days`,
    });
  if (supervision.issuedOn < acceptance.acceptedOn)
    faults.push({
      path: ["completion", "supervision", "issuedOn"],
      zh: `质量监督报告早于竣工验收日期${acceptance.acceptedOn}，监督机构在竣工验收后出具报告，请核对`,
      en: `the supervision report is older than the acceptance on ${acceptance.acceptedOn}, on which it reports; check the day`,
    });
  return faults;
};

/** Whoever supervises the works may not be the one who does them. @see 建筑法第三十四条 */
const independentSupervisor = ({ units }: Form): Fault[] =>
  units.supervisor.uscc === units.contractor.uscc
    ? [
        {
          path: ["units", "supervisor", "uscc"],
          zh: "监理单位与施工单位不得为同一单位（建筑法第三十四条），请核对代码",
          en: "the supervising unit may not be the contractor; check the code",
        },
      ]
    : [];

/** Rules across the fields of the acceptance form that hold on any day. */
export const acceptanceRules: readonly FormRule<Form>[] = [
  ...sharedRules,
  { needs: ["completion.startedOn", "completion.finishedOn"], faults: finishedAfterStart },
  {
    needs: ["completion.finishedOn", "completion.acceptance.acceptedOn", "completion.supervision.issuedOn"],
    faults: acceptedAfterCompletion,
  },
  { needs: ["units.supervisor.uscc", "units.contractor.uscc"], faults: independentSupervisor },
];
