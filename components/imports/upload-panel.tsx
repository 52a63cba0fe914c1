"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { droppedFiles, type PickedFile, pickedFiles } from "@/components/imports/picked-files";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { ErrorState } from "@/components/ui/error-state";
import { Icon } from "@/components/ui/icon";
import { ProgressBar } from "@/components/ui/progress-bar";
import { problemOf } from "@/lib/client/problem-error";
import { programAddress } from "@/lib/client/program-address";
import { type UploadProgress, uploadFiles } from "@/lib/client/upload-files";

const size = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

const filesWord = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

/** Where trackers are dropped or chosen; what they would do opens when they were read. */
export const UploadPanel = ({ program }: { program: string }) => {
  const router = useRouter();
  const client = useQueryClient();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const upload = useMutation({
    mutationFn: (picked: readonly PickedFile[]) => {
      setProgress(null);
      return uploadFiles(program, picked, setProgress);
    },
    onSuccess: ({ id }) => {
      client.invalidateQueries({ queryKey: [program, "listImports"] });
      router.push(programAddress(program, `imports/${id}`));
    },
  });
  const take = (picked: readonly PickedFile[]) => {
    if (picked.length > 0) upload.mutate(picked);
  };
  // Files chosen before this code was there: React would never hear of them, not even chosen again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes alive
  useEffect(() => {
    const input = files.current;
    if (!input?.files?.length) return;
    take(pickedFiles(input.files));
    input.value = "";
  }, []);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(await droppedFiles(event.dataTransfer));
  };
  const isBusy = upload.isPending || upload.isSuccess;
  const total = (upload.variables ?? []).reduce((sum, { file }) => sum + file.size, 0);
  const isSent = progress !== null && progress.sent >= progress.total;
  return (
    <div className="flex flex-col gap-3">
      <section
        aria-label="Upload trackers"
        className={classNames(
          "flex flex-col items-center gap-2.5 rounded-xl border-2 border-dashed px-5 py-7 text-center transition-colors",
          isOver ? "border-target bg-target-soft" : "border-line bg-panel",
        )}
        onDragLeave={() => setOver(false)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDrop={drop}
      >
        {isBusy ? (
          <div aria-live="polite" className="flex w-full max-w-md flex-col gap-2">
            <p className="font-strong">
              {isSent
                ? `Reading ${filesWord(upload.variables?.length ?? 0)}`
                : `Sending ${filesWord(upload.variables?.length ?? 0)}, ${size(total)}`}
            </p>
            <ProgressBar
              done={isSent ? undefined : progress?.sent}
              label={isSent ? "Reading" : "Sending"}
              total={isSent ? undefined : progress?.total}
            />
            <p className="text-ink-2">Nothing of the inventory is written by this.</p>
          </div>
        ) : (
          <>
            <span className="text-ink-3">
              <Icon name="upload" size={22} />
            </span>
            <p className="font-strong">Drop trackers here: CSV or Markdown, many at once</p>
            <p className="max-w-lg text-ink-2">
              They are told by their columns and joined by their ids. You see what they would
              create, change and leave alone before anything is written.
            </p>
            <div className="flex flex-wrap justify-center gap-2">
              <Button icon="upload" onClick={() => files.current?.click()} variant="primary">
                Choose files
              </Button>
              <Button onClick={() => folder.current?.click()}>Choose a folder</Button>
            </div>
          </>
        )}
        <input
          accept=".csv,.tsv,.md,.markdown,.txt"
          aria-label="Files to import"
          className="sr-only"
          multiple
          onChange={(event) => {
            take(pickedFiles(event.target.files ?? []));
            event.target.value = "";
          }}
          ref={files}
          tabIndex={-1}
          type="file"
        />
        <input
          aria-label="Folder to import"
          className="sr-only"
          multiple
          onChange={(event) => {
            take(pickedFiles(event.target.files ?? []));
            event.target.value = "";
          }}
          ref={folder}
          tabIndex={-1}
          type="file"
          {...{ webkitdirectory: "" }}
        />
      </section>
      {upload.isError && (
        <ErrorState
          action={
            <span className="text-ink-2">
              Nothing was written. Correct the files and send them again.
            </span>
          }
          fault={problemOf(upload.error)}
          onRetry={upload.variables ? () => take(upload.variables ?? []) : undefined}
        />
      )}
    </div>
  );
};
