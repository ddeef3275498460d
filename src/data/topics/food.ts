import type { Topic } from './topic';

/** Restaurants and cooking. */
export const food: Topic = {
  things:
    'restaurant|soup|main course|dessert|waiter|menu|pizza|kitchen|bakery|cook|breakfast|table|wine list|recipe|salad|sauce|dish|bill'.split(
      '|',
    ),
  good: [
    'the (soup|curry|bread|fish) (tasted wonderful|was fresh from the oven|was seasoned perfectly)',
    'the (waiter|cook|chef) (brought a free dessert|remembered my allergy|gave us the recipe)',
    'my (guests|children|parents) (asked for a second helping|emptied every plate|loved the cake)',
    'the (pasta|steak|risotto) was cooked (to the point|just as I like it)',
  ],
  bad: [
    'the (soup|curry|bread|fish) (was cold|tasted of soap|was burnt|was far too salty)',
    'the (waiter|cook|chef) (forgot our order|spilled the wine|ignored my allergy)',
    'my (guests|children|parents) (left the plates half full|felt sick after the dessert|refused the salad)',
    'the (pasta|steak|risotto) was (raw|tough|served an hour late)',
  ],
  facts: [
    'the (restaurant|bakery|kitchen) closes at (nine|ten|midnight)',
    'the (menu|wine list) has (five|nine|twelve) (pages|starters|desserts)',
    'the (cake|bread|stew) bakes for (forty minutes|an hour|half an hour)',
    'the recipe (needs|takes) (two eggs|a pinch of salt|a pound of flour)',
  ],
  tasks: [
    '(book|reserve) a table for (two|four|six)',
    '(bake|freeze|slice) (a loaf of bread|an apple pie|a chocolate cake)',
    '(cook|season|serve) (lentil soup|rice|roast vegetables|a curry)',
    '(order|share) (a pizza|the main course|a bottle of wine)',
    '(replace|leave out) (the butter|the eggs|the sugar) in this recipe',
  ],
  occasions: [
    '(lunch|dinner|breakfast) at the restaurant',
    'the cooking (class|course)',
    'a plate of (pasta|soup)',
    'the dessert',
  ],
};
