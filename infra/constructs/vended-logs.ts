/**
 * How log groups are called that services write themselves: all such share one policy of the account, which is limited
 * in size and covers this prefix once and for all.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
 */
export const VENDED_LOGS = "/aws/vendedlogs";
