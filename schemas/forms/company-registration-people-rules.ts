import type { CompanyRegistrationForm as Form } from "./company-registration-sections.ts";
import type { Fault, FormRule } from "./form-rule.ts";

type Role = Form["officers"][number]["role"];

const directors: readonly Role[] = ["chair", "vice-chair", "executive-director", "director"];
const supervisors: readonly Role[] = ["supervisory-chair", "supervisor"];

const representativeAmongOfficers = ({ legalRepresentative, officers }: Form): Fault[] => {
  const roles = officers.filter(({ idNumber }) => idNumber === legalRepresentative.idNumber);
  if (
    roles.some(({ name, role }) => name === legalRepresentative.name && role === legalRepresentative.position)
  )
    return [];
  if (roles.some(({ name }) => name === legalRepresentative.name))
    return [
      {
        path: ["legalRepresentative", "position"],
        zh: "法定代表人的职务与其在董事、经理名单中的职务不一致，请改正其中一处（公司法第十条）",
        en: "the legal representative's position is not the role entered among the officers; correct one of the two",
      },
    ];
  return [
    {
      path: ["legalRepresentative", "name"],
      zh: "法定代表人应由董事或者经理担任（公司法第十条），请将其填入董事、经理名单，姓名与证件号码须一致",
      en: "the legal representative must be a director or manager; enter them among the officers under the same name and identity number",
    },
  ];
};

const supervisorApart = ({ officers, financeOfficer }: Form): Fault[] => {
  const others = new Set(
    officers.filter(({ role }) => !supervisors.includes(role)).map(({ idNumber }) => idNumber),
  );
  others.add(financeOfficer.idNumber);
  return officers.flatMap(({ role, idNumber }, at) =>
    supervisors.includes(role) && others.has(idNumber)
      ? [
          {
            path: ["officers", at, "role"],
            zh: "董事、经理、财务负责人不得兼任监事（公司法第七十六条），请另选监事",
            en: "a director, manager or finance officer cannot be a supervisor too; choose someone else",
          },
        ]
      : [],
  );
};

const hasDirector = ({ officers }: Form): Fault[] =>
  officers.some(({ role }) => directors.includes(role))
    ? []
    : [
        {
          path: ["officers"],
          zh: "公司应设董事会或者至少一名董事（公司法第六十七条、第七十五条），请补充董事",
          en: "a company has a board or at least one director; add a director",
        },
      ];

const boardSize = ({ officers }: Form): Fault[] => {
  const members = new Set(
    officers.filter(({ role }) => directors.includes(role)).map(({ idNumber }) => idNumber),
  );
  if (members.size >= 3 || !officers.some(({ role }) => role === "chair" || role === "vice-chair")) return [];
  return [
    {
      path: ["officers"],
      zh: "设董事长的公司设董事会，董事会成员为三人以上（公司法第六十八条），请补充董事或改设一名董事",
      en: "a company with a chair has a board of three or more; add directors or have one director instead",
    },
  ];
};

const agentTerm = ({ agent }: Form): Fault[] =>
  agent !== undefined && agent.validTo < agent.validFrom
    ? [
        {
          path: ["agent", "validTo"],
          zh: "委托期限截止日早于起始日，请改正",
          en: "the agent's authority ends before it begins; correct the days",
        },
      ]
    : [];

const whoAndRole = ["officers.*.role", "officers.*.idNumber"];

/** Rules about the people of the company (公司法第十条、第六十七条、第六十八条、第七十五条、第七十六条). */
export const peopleRules: readonly FormRule<Form>[] = [
  {
    needs: [
      "legalRepresentative.name",
      "legalRepresentative.idNumber",
      "legalRepresentative.position",
      "officers.*.name",
      ...whoAndRole,
    ],
    faults: representativeAmongOfficers,
  },
  { needs: [...whoAndRole, "financeOfficer.idNumber"], faults: supervisorApart },
  { needs: ["officers.*.role"], faults: hasDirector },
  { needs: whoAndRole, faults: boardSize },
  { needs: ["agent.validFrom", "agent.validTo"], faults: agentTerm },
];
