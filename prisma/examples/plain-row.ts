/** A tracked row without an owner: a runtime component, a storage driver, a tool, a task. */
export type PlainRow = {
  readonly key: string;
  readonly title: string;
  readonly team: string;
  readonly wave?: string;
  readonly attributes?: Readonly<Record<string, string>>;
};
