import { CopyButton } from "@/components/ui/copy-button";

/** Something to be run or pasted as it stands. */
export const Snippet = ({ text, label = "Copy" }: { text: string; label?: string }) => (
  <div className="flex items-start gap-1 rounded-md border bg-rail pr-2">
    <pre className="min-w-0 flex-1 overflow-x-auto py-2.5 pl-3">
      <code className="mono text-sm">{text}</code>
    </pre>
    <span className="mt-2.5">
      <CopyButton label={label} text={text} />
    </span>
  </div>
);
