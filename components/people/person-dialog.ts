/** What a dialog about one person's account takes. */
export type PersonDialog = {
  /** Their handle. */
  readonly person: string;
  readonly name: string;
  readonly onClose: () => void;
  /** Something of their account changed. */
  readonly onDone: () => void;
};
