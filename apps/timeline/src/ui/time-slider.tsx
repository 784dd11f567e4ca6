// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, daysBetween, fullDay, isDay } from '../language/moments.ts';

interface TimeSliderProps {
  /** What is chosen here, in words. */
  readonly label: string;
  /** First and last day that can be chosen. */
  readonly from: string;
  readonly until: string;
  readonly day: string;
  /** Told once somebody rests on a day: each day that is asked for is a look that is logged. */
  readonly onDay: (day: string) => void;
}

/** Long enough to slide or hold an arrow key without asking for every day passed by. */
const REST_MS = 350;

/**
 * A day in the life of a case: a slider, and the same as a plain date. Arrow keys go a day, Page Up and Page Down a month, Home and End to
 * either side; a screen reader hears the day, not a number.
 */
export function TimeSlider({ label, from, until, day, onDay }: TimeSliderProps): ReactElement {
  const { t, i18n } = useTranslation();
  const id = useId();
  const [shown, setShown] = useShownDay(day);
  const tell = useRested(onDay);
  const choose = (next: string) => {
    const within = next < from ? from : next > until ? until : next;
    setShown(within);
    tell(within);
  };
  return (
    <div className="time-slider" data-testid="time-slider">
      <div className="time-slider__slide">
        <label className="utrecht-form-label" htmlFor={`${id}-slider`}>
          {label}
        </label>
        <input
          id={`${id}-slider`}
          className="time-slider__range"
          type="range"
          min={0}
          max={Math.max(0, daysBetween(from, until))}
          step={1}
          value={daysBetween(from, shown)}
          aria-valuetext={fullDay(shown, i18n.language)}
          onChange={({ target }) => choose(addDays(from, Number(target.value)))}
          onKeyDown={(event) => {
            const days = { PageUp: 30, PageDown: -30 }[event.key];
            if (days === undefined) return;
            event.preventDefault();
            choose(addDays(shown, days));
          }}
        />
      </div>
      <div>
        <label className="utrecht-form-label" htmlFor={`${id}-day`}>
          {t('past.day')}
        </label>
        <input
          id={`${id}-day`}
          className="utrecht-textbox utrecht-textbox--html-input"
          type="date"
          min={from}
          max={until}
          value={shown}
          onChange={({ target }) => {
            if (isDay(target.value)) choose(target.value);
          }}
        />
      </div>
    </div>
  );
}

/** The day under the thumb, which is ahead of the day that was asked for; a day from elsewhere (the address, a button) takes over. */
function useShownDay(day: string): [string, (day: string) => void] {
  const [state, setState] = useState({ day, shown: day });
  if (state.day !== day) setState({ day, shown: day });
  return [state.day === day ? state.shown : day, (shown) => setState({ day, shown })];
}

function useRested(onDay: (day: string) => void): (day: string) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(onDay);
  useEffect(() => {
    latest.current = onDay;
  }, [onDay]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (day) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(day), REST_MS);
  };
}
