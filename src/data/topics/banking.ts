import type { Topic } from './topic';

/** Accounts, cards and loans. */
export const banking: Topic = {
  things:
    'account|savings plan|credit card|mortgage|loan|transfer|exchange rate|branch|cash machine|overdraft|bank|bill|statement|investment|interest rate|adviser|cheque book'.split(
      '|',
    ),
  good: [
    'the (transfer|payment|refund|deposit) (arrived within minutes|went through at once|was booked without a fee)',
    'the (cashier|adviser|branch manager) (waived the fee|explained the loan in plain words|raised my credit limit)',
    'my (savings|shares|deposits) (earned more interest than promised|grew again this quarter)',
    'the bank (refunded the charge|blocked the thief|lowered my mortgage rate) (the same day|without a question)',
  ],
  bad: [
    'the (transfer|payment|deposit|cheque) (never arrived|was booked twice|bounced again)',
    'my (card|credit card|debit card) was (declined|swallowed by the machine|charged twice)( at the counter|)',
    'the (cashier|adviser|branch manager) (lost my mortgage papers|charged a hidden fee|refused the loan)',
    'the bank (froze my account|raised the overdraft fee|cut my credit limit) without a word',
  ],
  facts: [
    'the (branch|counter) opens at nine on (weekdays|Mondays|Fridays)',
    'the (interest|loan|mortgage) is (paid|booked|due) (every quarter|at the end of the month)',
    'a (transfer|cheque|deposit) takes (one day|two days|a few hours)',
    'the (card|account|loan) has a (limit|balance|term) of (two|five|nine) (hundred|thousand) pounds',
  ],
  tasks: [
    '(open|close|freeze) (a savings account|a joint account|my account)',
    '(transfer|withdraw|deposit) (some cash|five hundred pounds|my salary)',
    '(change|reset|order) (my PIN|a new debit card|a cheque book)',
    '(repay|extend|apply for) (a loan|a mortgage|an overdraft)',
    '(check|print|download) (my balance|the bank statement|the exchange rate)',
  ],
  occasions: [
    'my appointment at the bank',
    'the talk about my (mortgage|loan)',
    'a (transfer|payment) to my savings account',
    'the queue at the cash machine',
  ],
};
