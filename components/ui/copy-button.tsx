"use client";
import { useEffect, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";

/** Puts `text` on the clipboard and says so for a moment. */
export const CopyButton = ({ text, label = "Copy" }: { text: string; label?: string }) => {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <IconButton
      className="-my-1"
      icon={isCopied ? "check" : "copy"}
      label={isCopied ? "Copied" : label}
      onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}
      size="sm"
    />
  );
};
