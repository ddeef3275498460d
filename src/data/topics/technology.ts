import type { Topic } from './topic';

/** Computers, phones and programs. */
export const technology: Topic = {
  things:
    'laptop|phone|update|screen|keyboard|app|battery|printer|router|account|tablet|website|password reset|backup|camera|charger|virus scanner|recovery tool'.split(
      '|',
    ),
  good: [
    'the (update|app|new version) (fixed the crash|installed in a minute|made the phone faster)',
    'the (battery|laptop|charger) (lasts two days|stayed cool all day|outlived the guarantee)',
    'the (backup|recovery|scanner) (saved all my files|removed the virus|restored every photo)',
    'the (programmer|support desk|technician) (answered within minutes|repaired the screen for free|found the bug)',
  ],
  bad: [
    'the (update|app|new version) (crashed again|deleted my photos|made the phone slower)',
    'the (battery|laptop|charger) (died after a week|overheated|would not start)',
    'the (website|router|server) (was down all day|kept losing the signal|leaked my password)',
    'the (programmer|support desk|technician) (closed my ticket unread|cracked the screen|blamed the keyboard)',
  ],
  facts: [
    'the (laptop|tablet|phone) has (eight|sixteen) gigabytes of memory',
    'the (app|update|driver) (runs|installs) on (every phone|older computers|both systems)',
    'the (backup|scan|download) takes (ten minutes|an hour|half the night)',
    'the (router|printer) (is connected|connects) by (cable|radio|the local network)',
  ],
  tasks: [
    '(install|remove|test) (the update|a printer driver|the new app)',
    '(reset|change|recover) (my password|the user account|the router)',
    '(copy|back up|encrypt) (my photos|the hard disk|all files)',
    '(connect|charge|unlock) (the tablet|a second screen|my phone)',
    '(write|run|debug) (a small program|the script|a macro)',
  ],
  occasions: [
    'the (software|phone) update',
    'the (backup|download) of my photos',
    'a call with the support desk',
    'the repair of my laptop',
  ],
};
