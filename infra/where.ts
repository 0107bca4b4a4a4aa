/** Where a deployment goes, as far as it is known before it is deployed. */
export interface Where {
  /** `dev` may be thrown away, `prod` may not. */
  env: "dev" | "prod";
  /** `aws` or `aws-cn`. */
  partition: string;
}

/** The partition a region belongs to: `cn-north-1` → `aws-cn`. */
export const partitionOf = (region: string): string =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
