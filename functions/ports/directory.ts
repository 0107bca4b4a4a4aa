/** How one department is reached, as the city configures it. */
export interface DepartmentConnection {
  department: string;
  /** `system` gets signed deliveries; `desk` works in the web pages and gets none. */
  channel: "system" | "desk";
  /** The dialect its system speaks, by id; unused at a desk. */
  dialect: string;
  /** Base address of its system, without a trailing slash; unused at a desk. */
  url: string;
}

/** The departments' connections. */
export interface Directory {
  connection: (department: string) => DepartmentConnection | null;
}
