/** The name of what an AWS service threw: `NotFoundException`, `AccessDeniedException`, `TimeoutError`. */
export const failureName = (error: unknown): string => (error instanceof Error ? error.name : "unknown");
