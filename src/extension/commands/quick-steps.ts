import * as vscode from 'vscode';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** What a step gave: a value, the wish to go back, or nothing at all. */
type StepResult<T> = { readonly value: T } | 'back' | 'cancelled';

/** One question of several; `choices` sees what was answered before. */
export interface Step<T> {
  readonly placeholder: string;
  choices(): readonly Choice<T>[];
  /** Takes the answer; called again when the person went back and answered anew. */
  take(value: T): void;
}

/**
 * Asks the steps in order, with a Back button from the second on. A step with a
 * single choice is answered without asking.
 *
 * @returns false when the person left: nothing was decided
 */
export async function askSteps(title: string, steps: readonly Step<unknown>[]): Promise<boolean> {
  const asked: number[] = [];
  let at = 0;
  while (at < steps.length) {
    const step = steps[at]!;
    const choices = step.choices();
    if (choices.length === 1) {
      step.take(choices[0]!.value);
      at++;
      continue;
    }
    const result = await askOne(title, step, choices, at + 1, steps.length, asked.length > 0);
    if (result === 'cancelled') return false;
    if (result === 'back') {
      at = asked.pop() ?? 0;
      continue;
    }
    step.take(result.value);
    asked.push(at);
    at++;
  }
  return true;
}

function askOne(
  title: string,
  step: Step<unknown>,
  choices: readonly Choice<unknown>[],
  number: number,
  total: number,
  canGoBack: boolean,
): Promise<StepResult<unknown>> {
  const pick = vscode.window.createQuickPick<Choice<unknown>>();
  pick.title = title;
  pick.step = number;
  pick.totalSteps = total;
  pick.placeholder = step.placeholder;
  pick.items = choices;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  pick.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
  return new Promise<StepResult<unknown>>((resolve) => {
    pick.onDidTriggerButton(() => resolve('back'));
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen) resolve({ value: chosen.value });
    });
    pick.onDidHide(() => resolve('cancelled'));
    pick.show();
  }).finally(() => pick.dispose());
}
