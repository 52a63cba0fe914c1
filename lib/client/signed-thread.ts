/** The comments on something that is signed, by its kind and key: a gate of the program has the thread of its own page. */
export const signedThread = ({ kind, key }: { readonly kind: string; readonly key: string }) =>
  kind === "program-gate"
    ? ({ subjectKind: "program-gate", subjectKey: key } as const)
    : ({ subjectKind: "sign-off", subjectKey: `${kind}/${key}` } as const);
