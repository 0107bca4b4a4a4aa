import type { IPolicyValidationContext, PolicyValidationPluginReport, PolicyViolation } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { type Acknowledgement, acknowledgements } from "./acknowledgements.ts";
import type { Settings } from "./settings.ts";

const belowStack = (path: string): string => path.slice(path.indexOf("/") + 1);

const explains = ({ finding, at }: Acknowledgement, ruleName: string, constructPath: string): boolean =>
  finding.test(ruleName) && at.test(belowStack(constructPath));

/**
 * The checks of AWS Solutions, less what is acknowledged with a reason. Acknowledgements go by patterns here, since the
 * ids of granular findings carry names that change with every deployment's name.
 */
export class ExplainedChecks extends AwsSolutionsChecks {
  /** The acknowledgements that met a finding in the last validation. */
  readonly used = new Set<Acknowledgement>();
  private readonly standing: readonly Acknowledgement[];

  constructor(settings: Settings) {
    super();
    this.standing = acknowledgements.filter(({ when = () => true }) => when(settings));
  }

  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const violations = super
      .validate(context)
      .violations.map((violation) => this.unexplained(violation))
      .filter(({ violatingResources }) => violatingResources.length > 0);
    return { success: violations.length === 0, violations };
  }

  private unexplained(violation: PolicyViolation): PolicyViolation {
    const violatingResources = violation.violatingResources.filter(({ constructPath = "" }) => {
      const found = this.standing.filter((each) => explains(each, violation.ruleName, constructPath));
      for (const each of found) this.used.add(each);
      return found.length === 0;
    });
    return { ...violation, violatingResources };
  }
}
