import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { Draft, EditorAnswer } from "./editor-request.ts";

const PAUSE = 300;
/** fields and preview look at the same answer */
const KEY = "template-preview";

/** Asks for the preview of what is typed, once the typing pauses. */
export function usePreview({ language, subject, body }: Draft): void {
  const { submit } = useFetcher({ key: KEY });
  useEffect(() => {
    const timer = setTimeout(() => {
      submit(
        { act: "preview", draft: { language, subject, body } },
        { method: "post", encType: "application/json" },
      );
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [submit, language, subject, body]);
}

/** The last preview that was answered for this language; null before the first. */
export function usePreviewAnswer(language: Draft["language"]) {
  const { data } = useFetcher<EditorAnswer>({ key: KEY });
  return data?.act === "preview" && data.language === language ? data.preview : null;
}
