/** The issuer's keys cannot be read now, so no token can be judged. Thrown; the edge answers 503. */
export class IssuerUnreachable extends Error {}
