using System.Linq.Expressions;
using System.Reflection;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Database;

/// <summary>
/// "Everything behind this row" for newest-first lists. Typed ids have no operators in C#, but their columns do in SQL: the comparison is written as a
/// tree, which EF translates by its kind alone.
/// </summary>
internal static class Keyset
{
    private static readonly MethodInfo Less = typeof(Keyset).GetMethod(nameof(IsLess), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Rows with a lower id.</summary>
    public static IQueryable<T> Behind<T, TId>(this IQueryable<T> rows, Expression<Func<T, TId>> id, TId last) where TId : struct, IId<TId> =>
        rows.Where(Expression.Lambda<Func<T, bool>>(LessThan(id.Body, last), id.Parameters));

    /// <summary>Rows that are older, or as old with a lower id. Written so that an index on (at, id) answers it.</summary>
    public static IQueryable<T> Behind<T, TId>(
        this IQueryable<T> rows, Expression<Func<T, DateTimeOffset>> at, Expression<Func<T, TId>> id, DateTimeOffset lastAt, TId last) where TId : struct, IId<TId>
    {
        var row = at.Parameters[0];
        var idOfRow = new Swap(id.Parameters[0], row).Visit(id.Body);
        var time = Parameter(lastAt);
        var behind = Expression.AndAlso(
            Expression.LessThanOrEqual(at.Body, time),
            Expression.OrElse(Expression.LessThan(at.Body, time), LessThan(idOfRow, last)));
        return rows.Where(Expression.Lambda<Func<T, bool>>(behind, row));
    }

    private static BinaryExpression LessThan<TId>(Expression id, TId last) => Expression.LessThan(id, Parameter(last), false, Less.MakeGenericMethod(typeof(TId)));

    // A field of an object, not a constant: EF makes it a parameter and keeps the compiled query.
    private static MemberExpression Parameter<TValue>(TValue value) => Expression.Field(Expression.Constant(new Holder<TValue>(value)), nameof(Holder<>.Value));

    private static bool IsLess<TId>(TId one, TId other) where TId : struct, IId<TId> => one.Value.CompareTo(other.Value) < 0;

    private sealed class Holder<TValue>(TValue value)
    {
        public readonly TValue Value = value;
    }

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
