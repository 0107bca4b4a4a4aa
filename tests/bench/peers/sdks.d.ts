/**
 * The parts of the peers' packages that are used here, after their own declarations, so that the repository
 * type-checks without installing them. They hold for the versions pinned in package.json beside this file.
 */
declare module "@restatedev/restate-sdk" {
  import type { IncomingMessage, ServerResponse } from "node:http";
  import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";

  export interface RestatePromise<T> extends Promise<T> {
    readonly [Symbol.toStringTag]: string;
  }
  export const RestatePromise: { all<T>(values: readonly RestatePromise<T>[]): RestatePromise<T[]> };

  export interface WorkflowSharedContext {
    promise<T>(name: string): { get(): RestatePromise<T>; resolve(value: T): Promise<void> };
  }
  export interface WorkflowContext extends WorkflowSharedContext {
    readonly key: string;
  }

  export interface WorkflowDefinition {
    readonly name: string;
  }
  export function workflow(definition: {
    name: string;
    handlers: {
      run(ctx: WorkflowContext, input: never): Promise<unknown>;
      [shared: string]: (ctx: WorkflowContext, input: never) => Promise<unknown>;
    };
  }): WorkflowDefinition;

  export function createEndpointHandler(options: { services: readonly WorkflowDefinition[] }): {
    (request: IncomingMessage, response: ServerResponse): void;
    (request: Http2ServerRequest, response: Http2ServerResponse): void;
  };
}

declare module "@dbos-inc/dbos-sdk" {
  export interface WorkflowHandle<T> {
    readonly workflowID: string;
    getResult(): Promise<T>;
  }
  export const DBOS: {
    setConfig(config: {
      name: string;
      systemDatabaseUrl: string;
      systemDatabasePoolSize: number;
      logLevel: string;
    }): void;
    launch(): Promise<void>;
    registerWorkflow<Args extends unknown[], T>(
      run: (...args: Args) => Promise<T>,
      config: { name: string },
    ): (...args: Args) => Promise<T>;
    startWorkflow<Args extends unknown[], T>(
      run: (...args: Args) => Promise<T>,
      params: { workflowID: string },
    ): (...args: Args) => Promise<WorkflowHandle<T>>;
    send<T>(workflowID: string, message: T, topic: string): Promise<void>;
    recv<T>(topic: string, options: { timeoutSeconds: number }): Promise<T | null>;
    getResult<T>(workflowID: string): Promise<T | null>;
  };
}
