import * as vscode from 'vscode';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
  /** Begins a group under this title. */
  readonly group?: string;
}

/** What a step gave: a value, the wish to go back, or nothing at all. */
type StepResult<T> = { readonly value: T } | 'back' | 'cancelled';

/** One question of several; `choices` sees what was answered before. */
export interface Step {
  readonly placeholder: string;
  /** Each choice with what follows from it; called again when the person went back and answers anew. */
  choices(): readonly Choice<() => void>[];
}

/** A step whose choices stand for values. */
export function step<T>(question: {
  readonly placeholder: string;
  choices(): readonly Choice<T>[];
  take(value: T): void;
}): Step {
  return {
    placeholder: question.placeholder,
    choices: () =>
      question.choices().map(({ value, ...item }) => ({ ...item, value: () => question.take(value) })),
  };
}

/**
 * Asks the steps in order, with a Back button from the second on. A step with a
 * single choice is answered without asking.
 *
 * @returns false when the person left: nothing was decided
 */
export async function askSteps(title: string, steps: readonly Step[]): Promise<boolean> {
  const asked: number[] = [];
  let at = 0;
  while (at < steps.length) {
    const current = steps[at]!;
    const choices = current.choices();
    if (choices.length === 1) {
      choices[0]!.value();
      at++;
      continue;
    }
    const result = await askOne(title, current, choices, at + 1, steps.length, asked.length > 0);
    if (result === 'cancelled') return false;
    if (result === 'back') {
      at = asked.pop() ?? 0;
      continue;
    }
    result.value();
    asked.push(at);
    at++;
  }
  return true;
}

function askOne(
  title: string,
  question: Step,
  choices: readonly Choice<() => void>[],
  number: number,
  total: number,
  canGoBack: boolean,
): Promise<StepResult<() => void>> {
  const pick = vscode.window.createQuickPick<Choice<() => void> | vscode.QuickPickItem>();
  pick.title = title;
  pick.step = number;
  pick.totalSteps = total;
  pick.placeholder = question.placeholder;
  pick.items = choices.flatMap((choice) =>
    choice.group === undefined ? [choice] : [separator(choice.group), choice],
  );
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  pick.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
  return new Promise<StepResult<() => void>>((resolve) => {
    pick.onDidTriggerButton(() => resolve('back'));
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen && 'value' in chosen) resolve({ value: chosen.value });
    });
    pick.onDidHide(() => resolve('cancelled'));
    pick.show();
  }).finally(() => pick.dispose());
}

function separator(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
