import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}

interface Props {
  label: string;
  hint?: ComponentChildren;
  /** What is wrong with the value, in plain words. */
  problem?: string | undefined;
  children: (control: Control) => JSX.Element;
}

/** A labelled control with its hint, and what is wrong with it beside it. */
export function Field({ label, hint, problem, children }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': problem !== undefined })}
      {hint && (
        <p class="meta" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="meta problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
