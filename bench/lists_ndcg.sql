-- NDCG at 10 by gender, as DuckDB does it: a window over the lists, joined with what people liked.
WITH lists AS (SELECT user_id, item_id, rank FROM read_csv('lists.csv')),
truth AS (SELECT user_id, item_id FROM read_csv('truth.tsv', delim = '\t')),
users AS (SELECT user_id, gender FROM read_csv('users.csv')),
ranked AS (SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY rank) AS place FROM lists),
gained AS (
    SELECT r.user_id, sum(1 / log2(r.place + 1)) AS dcg
    FROM ranked r JOIN truth t ON r.user_id = t.user_id AND r.item_id = t.item_id
    WHERE r.place <= 10 GROUP BY r.user_id),
liked AS (SELECT user_id, least(count(*), 10) AS items FROM truth GROUP BY user_id),
ideal AS (
    SELECT k.range AS items, sum(1 / log2(r.range + 1)) AS dcg
    FROM range(1, 11) k, range(1, 11) r WHERE r.range <= k.range GROUP BY k.range)
SELECT gender, count(*) AS people, avg(coalesce(gained.dcg, 0) / ideal.dcg) AS ndcg
FROM liked JOIN ideal USING (items) JOIN users USING (user_id) LEFT JOIN gained USING (user_id)
GROUP BY gender ORDER BY gender;
