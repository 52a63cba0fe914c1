import { CopyButton } from "@/components/ui/copy-button";

/** Ten codes that are shown this once. */
export const RecoveryCodes = ({ codes }: { codes: readonly string[] }) => (
  <>
    <p className="mb-2.5">
      Each of these replaces one code, should you lose your device. They are shown this once: print
      them, or keep them where you keep passwords.
    </p>
    <ul
      aria-label="Recovery codes"
      className="mono mb-2.5 grid grid-cols-1 gap-x-6 gap-y-1 rounded-lg border bg-raise px-3.5 py-2.5 sm:grid-cols-2"
    >
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
    <CopyButton label="Copy all" text={codes.join("\n")} />
  </>
);
