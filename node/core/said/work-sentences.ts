import { english } from './english';
/** Work that went wrong by itself. */
export const WORK_SENTENCES = {
  'work.job-failed': english<{ task: string; error: string }>(
    "A job ({task}) failed unexpectedly ({error}); it is tried again. The server's log has the details.",
  ),
  'work.piece-failed': english<{ task: string; error: string }>(
    "A piece of work ({task}) failed unexpectedly ({error}); it is tried again. The app's log has the details.",
  ),
  'work.settings-wrong': english<{ wants: string }>(
    "The app's settings are wrong, so nothing is worked until they are mended: {wants}.",
  ),
};
