const words: Readonly<Record<string, string>> = {
  "recognise-person": "recognised at sign-in, or with another address",
  "open-account": "made with an invitation",
  "accept-invitation": "accepted an invitation",
  "deactivate-person": "deactivated",
  "reactivate-person": "reactivated",
  "set-admin": "admin rights changed",
  "follow-groups": "access followed the groups",
  "create-service-account": "made",
  "retire-service-account": "retired",
  "claim-first-admin": "became the first admin",
  "edit-team": "teams changed",
  "make-password-reset": "link to another password made",
  "end-password-reset": "link to another password taken back",
  "choose-password": "password chosen with a link",
  "change-password": "password changed",
  "reset-second-factor": "second factor reset",
  "confirm-account": "confirmed as theirs",
  "end-person-sessions": "sessions ended",
};

/** What happened to an account, as its page says it. */
export const accountEventWords = (action: string): string => words[action] ?? action;
